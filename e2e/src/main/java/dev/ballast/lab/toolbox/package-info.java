/**
 * The programs the lab runs, built once from pinned Go modules into the cache. Sees no other room
 * of the lab.
 */
@NullMarked
package dev.ballast.lab.toolbox;

import org.jspecify.annotations.NullMarked;
