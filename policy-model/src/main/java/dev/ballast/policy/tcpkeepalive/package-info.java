/** Probes of the kernel on connections to a backend: {@code spec.tcpKeepalive} as written. */
@NullMarked
package dev.ballast.policy.tcpkeepalive;

import org.jspecify.annotations.NullMarked;
