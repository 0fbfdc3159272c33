/**
 * How a wire record declares its part of the API: one annotation a fact. Each is read three times,
 * by the generator of the CRD, by any Jakarta Validation provider, and by {@code ballast explain}.
 * Every feature room may enter; this room sees {@code source} only.
 */
@NullMarked
package dev.ballast.policy.declare;

import org.jspecify.annotations.NullMarked;
