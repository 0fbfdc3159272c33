/** How long things may take: {@code spec.timeout} as written. */
@NullMarked
package dev.ballast.policy.timeout;

import org.jspecify.annotations.NullMarked;
