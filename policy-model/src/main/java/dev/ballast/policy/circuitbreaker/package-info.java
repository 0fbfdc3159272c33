/** Bounds on what may be under way to a backend at once: {@code spec.circuitBreaker} as written. */
@NullMarked
package dev.ballast.policy.circuitbreaker;

import org.jspecify.annotations.NullMarked;
