/**
 * The lobby of the standalone server: a directory, the engine, ADS and the admin pages put
 * together. The only package of this floor that sees several rooms.
 */
@NullMarked
package dev.ballast.standalone;

import org.jspecify.annotations.NullMarked;
