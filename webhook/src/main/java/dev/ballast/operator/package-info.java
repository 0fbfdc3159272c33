/**
 * Writes statuses and Events into the API server: the engine knows what is to be said, this room
 * says it, and only while this replica leads. Sees {@code engine} for the verdicts.
 */
@NullMarked
package dev.ballast.operator;

import org.jspecify.annotations.NullMarked;
