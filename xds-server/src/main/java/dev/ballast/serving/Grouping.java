package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.LISTENER;

import java.util.List;

/**
 * What goes into one response together. Envoy refuses a response as a whole, and a refusal harms
 * more than that:
 *
 * <ul>
 *   <li>It may not say which resource it is about, and then this one must be refused once more to
 *       be found. So the few that most changes consist of go each for itself.
 *   <li>When it is about endpoints, every cluster that warms stops waiting, whatever it waits for,
 *       and goes on empty. So what a cluster waits for goes ahead of what none waits for, and what
 *       the Envoy accepted before ahead of all that it may refuse.
 * </ul>
 *
 * <p>Envoy reads responses in the order in which they are sent, so no answer is awaited in between.
 */
final class Grouping {
  private final StreamState state;
  private final Precedence precedence;
  private final Encodings encodings;
  private final ServingLimits limits;

  Grouping(StreamState state, Precedence precedence, Encodings encodings, ServingLimits limits) {
    this.state = state;
    this.precedence = precedence;
    this.encodings = encodings;
    this.limits = limits;
  }

  /**
   * The next response of a type; empty when nothing can be sent now.
   *
   * @param clustersWentLast whether more clusters may follow, with endpoints of their own
   */
  Selection choose(Topic topic, boolean clustersWentLast, long now) {
    boolean isForWarming = topic.type == ENDPOINT;
    if (isForWarming) {
      var again = select(topic, acceptedBefore(topic), clustersWentLast, now);
      if (!again.isEmpty()) {
        return again;
      }
    }
    var group = topic.culprits.nextGroup(topic.dirty());
    while (group != null) {
      var suspects = select(topic, group, clustersWentLast, now);
      if (!suspects.isEmpty()) {
        return suspects;
      }
      group = topic.culprits.nextGroup(topic.dirty());
    }
    if (isForWarming) {
      var awaited = topic.dirty().stream().filter(topic::isOwed).toList();
      var selection = select(topic, awaited, clustersWentLast, now);
      if (!selection.isEmpty()) {
        return apart(topic, selection);
      }
    }
    return apart(topic, select(topic, List.copyOf(topic.dirty()), clustersWentLast, now));
  }

  /** What is owed once more and is held already, under another version maybe. */
  private List<String> acceptedBefore(Topic topic) {
    var suspects = topic.culprits.suspects();
    return topic.dirty().stream()
        .filter(topic::isOwed)
        .filter(name -> !suspects.contains(name) && state.isKnownToHoldWanted(topic, name))
        .toList();
  }

  /**
   * Listeners stay together, since one may leave its port to another; and so does what an Envoy
   * starts with.
   */
  private Selection apart(Topic topic, Selection selection) {
    boolean isFew = selection.resources.size() <= limits.few();
    if (isFew && state.isDelta && topic.type != LISTENER && !topic.held.isEmpty()) {
      selection.keepFirst();
    }
    return selection;
  }

  private Selection select(Topic topic, List<String> names, boolean clustersWentLast, long now) {
    int limit = state.isDelta ? limits.pushBytes() : Integer.MAX_VALUE;
    var selection = new Selection(state, precedence, encodings, topic, limit, now);
    for (String name : names) {
      boolean isEarly = clustersWentLast && precedence.comesWithItsCluster(topic, name);
      if (!isEarly && !selection.consider(name)) {
        break;
      }
    }
    return selection;
  }
}
