/** Stories of a Gateway's Envoys on a real API server, and with a real Envoy. */
@NullMarked
package dev.ballast.infrastructure;

import org.jspecify.annotations.NullMarked;
