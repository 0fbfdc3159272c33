/** Other answers in place of those of a backend: {@code spec.responseOverride} as written. */
@NullMarked
package dev.ballast.policy.responseoverride;

import org.jspecify.annotations.NullMarked;
