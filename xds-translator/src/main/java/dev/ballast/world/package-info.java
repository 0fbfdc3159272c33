/**
 * Kubernetes objects as records, read from trees: what the engine knows. Sees {@code source},
 * {@code finding}, {@code schema} and {@code policy} below.
 */
@NullMarked
package dev.ballast.world;

import org.jspecify.annotations.NullMarked;
