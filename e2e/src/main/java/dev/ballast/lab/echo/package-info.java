/** The walk-through's backend as a container: answers requests with what it saw. */
@NullMarked
package dev.ballast.lab.echo;

import org.jspecify.annotations.NullMarked;
