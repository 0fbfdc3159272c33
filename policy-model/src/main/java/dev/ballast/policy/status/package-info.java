/** What controllers say about a policy: {@code status} as written. */
@NullMarked
package dev.ballast.policy.status;

import org.jspecify.annotations.NullMarked;
