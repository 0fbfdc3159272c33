/** How many requests a client may send: {@code spec.rateLimit} as written. */
@NullMarked
package dev.ballast.policy.ratelimit;

import org.jspecify.annotations.NullMarked;
