/** Buffers and spare connections to a backend: {@code spec.connection} as written. */
@NullMarked
package dev.ballast.policy.connection;

import org.jspecify.annotations.NullMarked;
