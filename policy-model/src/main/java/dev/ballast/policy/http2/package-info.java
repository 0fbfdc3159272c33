/** HTTP/2 to a backend: {@code spec.http2} as written. */
@NullMarked
package dev.ballast.policy.http2;

import org.jspecify.annotations.NullMarked;
