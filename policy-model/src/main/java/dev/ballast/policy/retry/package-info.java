/** Sending a request again: {@code spec.retry} as written. */
@NullMarked
package dev.ballast.policy.retry;

import org.jspecify.annotations.NullMarked;
