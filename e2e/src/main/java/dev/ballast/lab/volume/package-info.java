/** What pods are given: the contents of volumes, kept up to date, and environment variables. */
@NullMarked
package dev.ballast.lab.volume;

import org.jspecify.annotations.NullMarked;
