/**
 * The figures of Ballast in a cluster, measured by one program that anybody can run again; see
 * {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.ballast.figures;

import org.jspecify.annotations.NullMarked;
