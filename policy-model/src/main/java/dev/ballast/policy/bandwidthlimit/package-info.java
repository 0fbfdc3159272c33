/** How many bytes a second a route may carry: {@code spec.bandwidthLimit} as written. */
@NullMarked
package dev.ballast.policy.bandwidthlimit;

import org.jspecify.annotations.NullMarked;
