package dev.ballast.serving;

import java.time.Duration;

/**
 * @param patience how long routes wait for a cluster that does not become ready, and how long an
 *     unanswered response holds up the next; more than zero
 * @param pushBytes size at which a response is cut in two where the protocol allows it
 */
record ServingLimits(Duration patience, int pushBytes) {
  static final ServingLimits DEFAULT = new ServingLimits(Duration.ofSeconds(5), 1 << 20);
}
