/** The walls of the house, held by machine. */
@NullMarked
package dev.ballast.house;

import org.jspecify.annotations.NullMarked;
