package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.ROUTE;

import dev.ballast.snapshot.Resource;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses, name by name, what goes into the next response of a type. */
final class Selection {
  private static final String NOBODY_HOME = "none";

  final List<Resource> resources = new ArrayList<>();

  /** Answers "there is none". */
  final List<String> absent = new ArrayList<>();

  /** Names that are sent once more although they wait to be removed. */
  final List<String> leaving = new ArrayList<>();

  private final StreamState state;
  private final Precedence precedence;
  private final Encodings encodings;
  private final Topic topic;
  private final int limit;
  private final long now;
  private long bytes;

  /**
   * @param limit size at which it is full, in bytes
   */
  Selection(
      StreamState state,
      Precedence precedence,
      Encodings encodings,
      Topic topic,
      int limit,
      long now) {
    this.state = state;
    this.precedence = precedence;
    this.encodings = encodings;
    this.topic = topic;
    this.limit = limit;
    this.now = now;
  }

  boolean isEmpty() {
    return resources.isEmpty() && absent.isEmpty();
  }

  /** Leaves the others for a later response. */
  void keepFirst() {
    resources.subList(Math.min(1, resources.size()), resources.size()).clear();
  }

  /** False when it is full. */
  boolean consider(String name) {
    if (!topic.isSubscribed(name)) {
      topic.forget(name);
      return true;
    }
    var wanted = state.wanted(topic, name);
    var sent = topic.held.sent(name);
    if (wanted == null) {
      return considerAbsent(name, sent);
    }
    boolean isHeld = sent != null && sent.version().equals(wanted.version());
    if (isHeld && !topic.isOwed(name)) {
      if (topic.held.isStranger(name)) {
        topic.learn(wanted);
      } else {
        topic.settle(name);
      }
      return true;
    }
    boolean isSafe = topic.type == ENDPOINT && topic.held.isKnownToHold(wanted);
    if (isHeld && topic.held.isInFlight(name) && !isSafe) {
      // The Envoy may refuse the one in flight; the same again would be refused twice.
      return true;
    }
    if (precedence.mustWait(topic, wanted, now)) {
      return true;
    }
    return add(wanted);
  }

  private boolean considerAbsent(String name, @Nullable Resource sent) {
    boolean isWithheld = state.view().published(topic.type, name) != null;
    if (isWithheld && topic.held.isInFlight(name) && Subscriptions.isListedWhole(state, topic)) {
      return takeBack(name);
    }
    if (!topic.isOwed(name)) {
      if (sent == null || isWithheld) {
        topic.settle(name);
      }
      return true;
    }
    if (sent != null && topic.held.isInFlight(name)) {
      // Its answer tells whether it may be repeated.
      return true;
    }
    if (sent != null && isRefused(sent) && !Subscriptions.isListedWhole(state, topic)) {
      // Not even what it goes on with would be taken again. A cluster that warms for it goes on
      // with its old form until Envoy gives up waiting.
      topic.settle(name);
      return true;
    }
    // The state of the world has no word for "there is none", and silence keeps a cluster warming
    // until a timeout.
    boolean needsAnyAnswer = topic.type == ENDPOINT && !state.isDelta;
    if ((isWithheld || needsAnyAnswer) && sent != null && !topic.held.isStranger(name)) {
      return add(sent);
    }
    boolean isAskedByName = topic.names().contains(name);
    if (isWithheld && topic.type != ENDPOINT && (sent != null || !isAskedByName)) {
      // What it may hold, from an earlier stream or a refused response, is better than nothing; it
      // is taken away with the name. Which form of it that is, nobody knows any more.
      if (state.isDelta) {
        topic.hold(StreamState.stranger(topic.type, name, "unknown"));
      }
      topic.settle(name);
      return true;
    }
    if (state.isDelta) {
      // Endpoints at once, since a cluster may be warming for them; the rest like any removal.
      if (topic.type == ENDPOINT || isWithheld || precedence.mayLeave(topic, name, now)) {
        absent.add(name);
      }
      return true;
    }
    if (needsAnyAnswer && sent == null && state.topic(CLUSTER).held.isStranger(name)) {
      // The Envoy goes on with the cluster of an earlier stream, and with its endpoints.
      topic.settle(name);
      return true;
    }
    if (needsAnyAnswer && sent == null) {
      return add(nobodyHome(name));
    }
    if (sent != null && Subscriptions.isListedWhole(state, topic)) {
      // It waits to be removed, and after a refusal Envoy may hold another form of it than the list
      // repeats.
      leaving.add(name);
      return add(sent);
    }
    topic.settle(name);
    if (sent != null) {
      topic.dirty().add(name);
    } else if (Subscriptions.isListedWhole(state, topic)) {
      // Taken from a refused list, maybe; only a list without it takes it away.
      topic.oweAnswer(true);
    }
    return true;
  }

  /** Another Envoy refused what is on its way to this one. */
  private boolean takeBack(String name) {
    var confirmed = topic.held.confirmed(name);
    if (confirmed == null) {
      absent.add(name);
      return true;
    }
    return add(confirmed);
  }

  static boolean isNobodyHome(Resource resource) {
    return resource.version().equals(NOBODY_HOME);
  }

  private boolean isRefused(Resource sent) {
    var rejection = state.view().rejection(topic.type, sent.name());
    return rejection != null && rejection.refused().contains(sent.message());
  }

  private static Resource nobodyHome(String name) {
    return new Resource(
        ENDPOINT,
        name,
        NOBODY_HOME,
        ClusterLoadAssignment.newBuilder().setClusterName(name).build(),
        List.of(),
        List.of());
  }

  private boolean add(Resource resource) {
    // A refusal of routes does not say which ones; alone it is clear.
    if (topic.type == ROUTE && !isEmpty()) {
      return false;
    }
    long size = limit == Integer.MAX_VALUE ? 0 : encodings.of(resource).size();
    if (bytes > 0 && bytes + size > limit) {
      return false;
    }
    resources.add(resource);
    bytes += size;
    return true;
  }
}
