/**
 * Ballast as its users have it: its image, installed with its chart into a cluster, spoken to with
 * kubectl, judged by real traffic.
 */
@NullMarked
package dev.ballast.stories;

import org.jspecify.annotations.NullMarked;
