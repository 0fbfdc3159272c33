/**
 * Which endpoints take part: active probes and passive ejection, {@code spec.healthCheck} as
 * written.
 */
@NullMarked
package dev.ballast.policy.healthcheck;

import org.jspecify.annotations.NullMarked;
