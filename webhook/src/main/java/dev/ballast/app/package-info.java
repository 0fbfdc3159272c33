/**
 * The lobby of the server for Kubernetes: options, wiring, the order of start and end. The only
 * package of this module that sees several rooms.
 */
@NullMarked
package dev.ballast.app;

import org.jspecify.annotations.NullMarked;
