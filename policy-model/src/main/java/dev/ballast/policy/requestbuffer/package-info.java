/** Whole requests before the backend sees any of it: {@code spec.requestBuffer} as written. */
@NullMarked
package dev.ballast.policy.requestbuffer;

import org.jspecify.annotations.NullMarked;
