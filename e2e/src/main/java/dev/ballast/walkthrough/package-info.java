/**
 * The walk-through on Kubernetes: the commands a reader would type, typed in a lab, and whether
 * what comes of them is what was promised.
 */
@NullMarked
package dev.ballast.walkthrough;

import org.jspecify.annotations.NullMarked;
