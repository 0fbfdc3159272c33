/**
 * Pages for operators and machines on loopback: alive, ready, status, metrics. Read-only, and fed
 * by values; sees {@code engine} and the floors below.
 */
@NullMarked
package dev.ballast.admin;

import org.jspecify.annotations.NullMarked;
