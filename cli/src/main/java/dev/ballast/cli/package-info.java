/** The command line: what the user types, where it goes, and the exit code. Sees everything. */
@NullMarked
package dev.ballast.cli;

import org.jspecify.annotations.NullMarked;
