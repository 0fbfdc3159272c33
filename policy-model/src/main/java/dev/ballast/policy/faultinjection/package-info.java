/** Faults on purpose: {@code spec.faultInjection} as written. */
@NullMarked
package dev.ballast.policy.faultinjection;

import org.jspecify.annotations.NullMarked;
