/** The whole way from a world to snapshots and statuses, in one call. */
@NullMarked
package dev.ballast.translation;

import org.jspecify.annotations.NullMarked;
