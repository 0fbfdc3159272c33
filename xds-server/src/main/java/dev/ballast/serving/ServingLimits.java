package dev.ballast.serving;

import java.time.Duration;

/**
 * @param patience how long routes wait for a cluster that does not become ready, and a part of the
 *     state of the world for the answer to the part before; more than zero
 * @param overtaking when a full list of clusters or listeners goes out although the one before is
 *     unanswered: longer than an Envoy takes to refuse, shorter than some cluster may warm
 * @param pushBytes size at which a response is cut in two where the protocol allows it
 * @param few up to so many resources of a type go each in a response of its own, if the Envoy may
 *     refuse them and the protocol allows it; zero for none
 * @param unreadBytes how much is written ahead of an Envoy that says nothing, for what clusters
 *     warm by and for all else; the last response may exceed it
 */
record ServingLimits(
    Duration patience, Duration overtaking, int pushBytes, int few, int unreadBytes) {
  static final ServingLimits DEFAULT =
      new ServingLimits(Duration.ofSeconds(5), Duration.ofMillis(200), 1 << 20, 8, 1 << 20);
}
