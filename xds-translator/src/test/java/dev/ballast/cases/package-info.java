/**
 * Reads the folders under {@code cases} and compares what becomes of them with what they promise.
 */
@NullMarked
package dev.ballast.cases;

import org.jspecify.annotations.NullMarked;
