package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.LISTENER;
import static dev.ballast.snapshot.ResourceType.ROUTE;
import static dev.ballast.snapshot.ResourceType.SECRET;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who waits for whom. Two kinds of sends wait:
 *
 * <ul>
 *   <li>a listener or route configuration waits until the Envoy has the clusters it names, but no
 *       longer than a patience;
 *   <li>a removal waits until no accepted or pending version of a user names the thing.
 * </ul>
 *
 * <p>Neither can block itself. Envoy holds its answer to clusters back until they have warmed, and
 * they warm by assignments and secrets; those wait for nothing. A refusal counts as an answer.
 */
final class Precedence {
  private final StreamState state;
  private final Encodings encodings;
  private final long patience;
  private final long openedAt;

  /** Clusters in flight whose endpoints were asked for before they were sent. */
  private final Set<String> askedBefore = new HashSet<>();

  private long wakeAt = Long.MAX_VALUE;

  Precedence(StreamState state, Encodings encodings, Duration patience, long openedAt) {
    this.state = state;
    this.encodings = encodings;
    this.patience = patience.toNanos();
    this.openedAt = openedAt;
  }

  /** When something that waits now will wait no longer. */
  long wakeAt() {
    return wakeAt;
  }

  void forgetAlarm() {
    wakeAt = Long.MAX_VALUE;
  }

  void wake(long at) {
    wakeAt = Math.min(wakeAt, at);
  }

  /** Users of clusters wait until the clusters are there. */
  boolean mustWait(Topic topic, Resource wanted, long now) {
    if (topic.type != ROUTE && topic.type != LISTENER) {
      return false;
    }
    var clusters = state.topic(CLUSTER);
    if (!clusters.isSeen() || !needsMore(clusters, wanted)) {
      topic.heldSince.remove(wanted.name());
      return false;
    }
    long since = topic.heldSince.computeIfAbsent(wanted.name(), name -> now);
    long until = since + patience;
    if (now >= until) {
      return false;
    }
    wake(until);
    return true;
  }

  /**
   * Endpoints of a cluster that is still to be sent follow it; they bear its name. But what is
   * owed, an earlier form of the cluster waits for.
   */
  boolean comesWithItsCluster(Topic topic, String name) {
    var clusters = state.topic(CLUSTER);
    return topic.type == ENDPOINT
        && !topic.isOwed(name)
        && clusters.dirty().contains(name)
        && clusters.isSubscribed(name)
        && isToBeSent(clusters, name);
  }

  private boolean isToBeSent(Topic clusters, String name) {
    var wanted = state.wanted(clusters, name);
    var sent = clusters.held.sent(name);
    return wanted != null && (sent == null || !sent.version().equals(wanted.version()));
  }

  private boolean needsMore(Topic clusters, Resource user) {
    // After a reconnect, a cluster that still warms shows by its endpoints only. They bear its
    // name.
    var onTheirWay = onTheirWay(clusters);
    onTheirWay.addAll(onTheirWay(state.topic(ENDPOINT)));
    return !onTheirWay.isEmpty()
        && !Collections.disjoint(onTheirWay, encodings.of(user).references(CLUSTER));
  }

  /** What was not there before and is in flight or to be sent. */
  private Set<String> onTheirWay(Topic topic) {
    var names = topic.held.arriving();
    if (topic.type == CLUSTER) {
      names.removeIf(name -> hasEndpoints(topic, name));
    }
    topic.dirty().stream()
        .filter(topic::isSubscribed)
        .filter(name -> topic.held.sent(name) == null && isToBeAnswered(topic, name))
        .forEach(names::add);
    return names;
  }

  /** A cluster stops warming at the answer "there are no endpoints" as well. */
  private boolean isToBeAnswered(Topic topic, String name) {
    return state.wanted(topic, name) != null || (topic.type == ENDPOINT && topic.isOwed(name));
  }

  /**
   * Whether the Envoy already accepted the endpoints of a cluster. It asks for them once it has the
   * cluster, so this says as much as its answer to the cluster, which waits for every other cluster
   * that warms.
   */
  private boolean hasEndpoints(Topic clusters, String name) {
    var cluster = clusters.held.sent(name);
    if (cluster == null || clusters.held.isLeaving(name) || askedBefore.contains(name)) {
      return false;
    }
    var assignments = encodings.of(cluster).references(ENDPOINT);
    var endpoints = state.topic(ENDPOINT);
    return !assignments.isEmpty() && assignments.stream().allMatch(endpoints::isAnswered);
  }

  boolean mayLeave(Topic topic, String name, long now) {
    return switch (topic.type) {
      case LISTENER -> true;
      case ROUTE -> isFree(topic, name, List.of(LISTENER), now);
      case CLUSTER -> isFree(topic, name, List.of(LISTENER, ROUTE), now);
      case ENDPOINT -> state.topic(CLUSTER).isSettled();
      case SECRET -> state.topic(CLUSTER).isSettled() && state.topic(LISTENER).isSettled();
    };
  }

  private boolean isFree(Topic topic, String name, List<ResourceType> users, long now) {
    long patienceEnds = openedAt + patience;
    for (ResourceType type : users) {
      var user = state.topic(type);
      if (state.cameWithState() && !user.isSeen() && !hasNone(type) && now < patienceEnds) {
        // It reconnected and will name its listeners and routes in a moment.
        wake(patienceEnds);
        return false;
      }
      if (user.held.hasStrangers()
          || user.held.holdsUnknown()
          || user.held.mayUse(
              resource -> encodings.of(resource).references(topic.type).contains(name))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the Envoy cannot hold routes, since it has no listener that names any. */
  private boolean hasNone(ResourceType type) {
    var listeners = state.topic(LISTENER);
    return type == ROUTE
        && listeners.isSeen()
        && !listeners.held.hasStrangers()
        && !listeners.held.holdsUnknown()
        && !listeners.held.mayUse(listener -> !encodings.of(listener).references(ROUTE).isEmpty());
  }

  /** What the users that are on their way will wait for; see {@link #followUp}. */
  Set<String> awaited(ResourceType type) {
    var user =
        switch (type) {
          case ENDPOINT -> state.topic(CLUSTER);
          case ROUTE -> state.topic(LISTENER);
          case CLUSTER, LISTENER, SECRET -> null;
        };
    var awaited = new HashSet<String>();
    if (user != null) {
      for (Flight flight : user.held.flights()) {
        for (Flight.Entry entry : flight.entries()) {
          var resource = entry.resource();
          if (resource != null) {
            awaited.addAll(encodings.of(resource).references(type));
          }
        }
      }
    }
    return awaited;
  }

  /**
   * A changed cluster warms until its assignment arrives, and Envoy does not ask again for what it
   * already has; likewise a listener and its routes. So they go out again, changed or not.
   */
  void followUp(Topic topic, Resource resource) {
    var follower =
        switch (topic.type) {
          case CLUSTER -> state.topic(ENDPOINT);
          case LISTENER -> state.topic(ROUTE);
          case ENDPOINT, ROUTE, SECRET -> null;
        };
    if (topic.type == CLUSTER) {
      noteEarlierInterest(resource);
    }
    if (follower != null) {
      encodings.of(resource).references(follower.type).stream()
          .filter(follower.names()::contains)
          .forEach(follower::owe);
    }
  }

  /** A cluster that comes back may meet interest in its endpoints that is left from before. */
  private void noteEarlierInterest(Resource cluster) {
    boolean isBack = !state.topic(CLUSTER).held.isConfirmed(cluster.name());
    var asked = state.topic(ENDPOINT).names();
    if (isBack && encodings.of(cluster).references(ENDPOINT).stream().anyMatch(asked::contains)) {
      askedBefore.add(cluster.name());
    } else {
      askedBefore.remove(cluster.name());
    }
  }
}
