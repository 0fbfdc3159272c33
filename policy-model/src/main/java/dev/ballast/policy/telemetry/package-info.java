/** What traces and metrics say about requests: {@code spec.telemetry} as written. */
@NullMarked
package dev.ballast.policy.telemetry;

import org.jspecify.annotations.NullMarked;
