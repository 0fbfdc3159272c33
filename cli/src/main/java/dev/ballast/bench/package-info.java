/**
 * How long a change takes from a file to the traffic of a real Envoy, in a world of any size; what
 * the server costs meanwhile. Everything is seen from outside: the server is a process of its own,
 * told of changes by its files, timed by its log, its {@code /proc} entries and the answers that
 * come through Envoy.
 */
@NullMarked
package dev.ballast.bench;

import org.jspecify.annotations.NullMarked;
