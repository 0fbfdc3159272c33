/**
 * The walk-through: sample policies on a real Envoy with real requests, and whether what was
 * promised is what was seen.
 */
@NullMarked
package dev.ballast.demo;

import org.jspecify.annotations.NullMarked;
