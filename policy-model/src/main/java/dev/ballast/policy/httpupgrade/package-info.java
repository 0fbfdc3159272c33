/** Other protocols over an HTTP connection: {@code spec.httpUpgrade} as written. */
@NullMarked
package dev.ballast.policy.httpupgrade;

import org.jspecify.annotations.NullMarked;
