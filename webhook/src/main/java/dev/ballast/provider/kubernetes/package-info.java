/**
 * Objects of the API server, watched, as changes for the engine. Sees the client, {@code verdict}
 * and {@code world}; of the floor below only what a change is and how findings are said.
 */
@NullMarked
package dev.ballast.provider.kubernetes;

import org.jspecify.annotations.NullMarked;
