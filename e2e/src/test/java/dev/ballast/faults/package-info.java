/**
 * What must hold when something goes wrong: an Envoy refuses, stalls, dies, loses its stream, or
 * the server restarts, while traffic flows at 200 requests a second and every answer is judged.
 *
 * <p>The stories are short by default; {@code -Dballast.faults=full} plays them at full length.
 * What they measure is printed behind {@code [faults]}.
 */
@NullMarked
package dev.ballast.faults;

import org.jspecify.annotations.NullMarked;
