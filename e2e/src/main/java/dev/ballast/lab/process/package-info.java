/** Programs that are run: short ones to their end, long ones until they are stopped. */
@NullMarked
package dev.ballast.lab.process;

import org.jspecify.annotations.NullMarked;
