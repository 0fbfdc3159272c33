/**
 * The verdict on one object: what the API server would say, then what a schema cannot say. Sees the
 * rooms of this floor; every door asks here, so that all of them give the same answer.
 */
@NullMarked
package dev.ballast.verdict;

import org.jspecify.annotations.NullMarked;
