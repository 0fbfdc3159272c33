/** The client's address for the backend: {@code spec.proxyProtocol} as written. */
@NullMarked
package dev.ballast.policy.proxyprotocol;

import org.jspecify.annotations.NullMarked;
