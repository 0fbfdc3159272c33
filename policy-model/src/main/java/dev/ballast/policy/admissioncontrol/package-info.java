/**
 * Shedding requests before they reach a backend that already fails: {@code spec.admissionControl}
 * as written.
 */
@NullMarked
package dev.ballast.policy.admissioncontrol;

import org.jspecify.annotations.NullMarked;
