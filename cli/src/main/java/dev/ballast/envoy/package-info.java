/**
 * A real Envoy: found or fetched, given a bootstrap, started, watched and stopped. Sees no other
 * room.
 */
@NullMarked
package dev.ballast.envoy;

import org.jspecify.annotations.NullMarked;
