/** How host names of backends are looked up: {@code spec.dns} as written. */
@NullMarked
package dev.ballast.policy.dns;

import org.jspecify.annotations.NullMarked;
