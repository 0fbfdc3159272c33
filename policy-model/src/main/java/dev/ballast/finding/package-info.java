/** What the user hears: findings as values, and how they are printed. Sees {@code source} only. */
@NullMarked
package dev.ballast.finding;

import org.jspecify.annotations.NullMarked;
