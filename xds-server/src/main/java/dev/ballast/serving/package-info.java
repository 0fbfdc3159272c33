/**
 * Serving snapshots to Envoys over ADS, delta and state of the world. {@link
 * dev.ballast.serving.AdsServer} is the door; behind it each stream is a {@link
 * dev.ballast.serving.Conversation}, a single-threaded state machine without clock or network, so
 * that every order of events can be played in a test.
 */
@NullMarked
package dev.ballast.serving;

import org.jspecify.annotations.NullMarked;
