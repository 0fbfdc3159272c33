/**
 * The BackendTrafficPolicy as a whole: its wire records and the reader that turns them into
 * settings. Each feature has a room below; the rooms do not see each other, and only this lobby
 * sees them all.
 */
@NullMarked
package dev.ballast.policy;

import org.jspecify.annotations.NullMarked;
