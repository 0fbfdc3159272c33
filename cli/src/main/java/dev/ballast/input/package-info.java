/**
 * What the offline commands are given: paths to files, files to judged objects, objects to a world
 * and its translation. The only room of the command line that opens files.
 */
@NullMarked
package dev.ballast.input;

import org.jspecify.annotations.NullMarked;
