/**
 * Shapes that several features share: durations, quantities, fractions, names. Every feature room
 * may enter; this room sees {@code source} and {@code policy.declare}.
 */
@NullMarked
package dev.ballast.policy.shape;

import org.jspecify.annotations.NullMarked;
