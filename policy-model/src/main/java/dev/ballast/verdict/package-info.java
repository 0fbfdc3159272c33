/**
 * What the API server and the policy's own readers would say about one object, whatever its kind.
 * The doors enter here; the room sees {@code schema} and {@code policy}.
 */
@NullMarked
package dev.ballast.verdict;

import org.jspecify.annotations.NullMarked;
