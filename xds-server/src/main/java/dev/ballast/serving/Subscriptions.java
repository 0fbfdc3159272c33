package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.LISTENER;
import static dev.ballast.snapshot.ResourceType.ROUTE;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes what an Envoy asks for, in either dialect. */
final class Subscriptions {
  /** Types of which an Envoy gets all when its first request names none. */
  static final Set<ResourceType> WILDCARD_BY_DEFAULT = Set.of(CLUSTER, LISTENER);

  private final StreamState state;
  private final Precedence precedence;
  private final Leftovers leftovers;
  private final Map<ResourceType, String> claims = new EnumMap<>(ResourceType.class);

  Subscriptions(StreamState state, Precedence precedence, Leftovers leftovers) {
    this.state = state;
    this.precedence = precedence;
    this.leftovers = leftovers;
  }

  /** Whether each response of the type carries all of them, and takes away what it lacks. */
  static boolean isListedWhole(StreamState state, Topic topic) {
    return !state.isDelta && WILDCARD_BY_DEFAULT.contains(topic.type);
  }

  void take(Topic topic, Ask ask) {
    boolean isFirst = !topic.isSeen();
    topic.see();
    switch (ask) {
      case Ask.Delta delta -> subscribe(topic, delta, isFirst);
      case Ask.Full full -> subscribe(topic, full, isFirst);
    }
  }

  private void subscribe(Topic topic, Ask.Delta ask, boolean isFirst) {
    if (isFirst) {
      state.holdsFromEarlier(topic, ask.initialVersions());
    }
    for (String name : ask.unsubscribe()) {
      if (name.equals("*")) {
        topic.dropWildcard();
      } else {
        topic.unsubscribe(name);
      }
    }
    if (isFirst && topic.type == ENDPOINT) {
      suspectLeftovers(ask.subscribe());
    }
    boolean isLegacyWildcard =
        isFirst
            && WILDCARD_BY_DEFAULT.contains(topic.type)
            && ask.subscribe().isEmpty()
            && ask.unsubscribe().isEmpty();
    if (isLegacyWildcard) {
      startWildcard(topic, ask.initialVersions().isEmpty());
    }
    var awaited = isFirst ? precedence.awaited(topic.type) : Set.<String>of();
    for (String name : ask.subscribe()) {
      if (name.equals("*")) {
        startWildcard(topic, ask.initialVersions().isEmpty());
      } else {
        boolean isHeld =
            isFirst && ask.initialVersions().containsKey(name) && !awaited.contains(name);
        topic.subscribe(shared(topic.type, name));
        if (!isHeld) {
          topic.owe(name);
        }
      }
    }
  }

  /**
   * An Envoy keeps the good clusters of a response it refused, but does not count them among what
   * it holds. That it asks for their endpoints gives them away.
   */
  private void suspectLeftovers(List<String> assignments) {
    var clusters = state.topic(CLUSTER);
    assignments.stream()
        .filter(clusters::isSubscribed)
        .filter(name -> !name.equals("*") && clusters.held.sent(name) == null)
        .forEach(name -> clusters.hold(state.leftover(name)));
  }

  private void startWildcard(Topic topic, boolean owesAnswer) {
    topic.wildcard(true);
    topic.oweAnswer(owesAnswer);
    topic.dirty().addAll(state.view().snapshot().resources(topic.type).keySet());
  }

  private void subscribe(Topic topic, Ask.Full ask, boolean isFirst) {
    boolean wasWildcard = topic.isWildcard();
    boolean isWildcard =
        ask.names().contains("*")
            || (ask.names().isEmpty()
                && WILDCARD_BY_DEFAULT.contains(topic.type)
                && (isFirst || (wasWildcard && topic.names().isEmpty())));
    var gone = new ArrayList<>(topic.names());
    gone.removeAll(Set.copyOf(ask.names()));
    if (wasWildcard && !isWildcard) {
      topic.dropWildcard();
    } else if (isWildcard && !wasWildcard) {
      startWildcard(topic, true);
    }
    gone.forEach(topic::unsubscribe);
    for (String name : ask.names()) {
      if (!name.equals("*") && !topic.names().contains(name)) {
        topic.subscribe(shared(topic.type, name));
        topic.owe(name);
      }
    }
    if (isFirst && !ask.version().isEmpty()) {
      state.comesWithState();
      claims.put(topic.type, ask.version());
    }
  }

  /** The snapshot's own string where there is one: subscriptions then cost no characters. */
  private String shared(ResourceType type, String name) {
    var published = state.view().published(type, name);
    return published == null ? name : published.name();
  }

  /** An Envoy that already accepted exactly this, on an earlier stream, gets nothing again. */
  void honourClaim(Topic topic) {
    var claim = claims.remove(topic.type);
    if (claim == null) {
      return;
    }
    if (!topic.isWildcard()) {
      // The version of parts says nothing: Envoy keeps it after it dropped what it stood for.
      topic.names().stream()
          .filter(name -> topic.type == ROUTE && state.wanted(topic, name) != null)
          .forEach(name -> topic.hold(StreamState.stranger(topic.type, name, "unknown")));
      return;
    }
    var wanted = new HashMap<String, Resource>();
    for (String name : state.view().snapshot().resources(topic.type).keySet()) {
      var resource = state.wanted(topic, name);
      if (resource != null) {
        wanted.put(name, resource);
      }
    }
    // After a refusal the Envoy may lack what the list without it took away.
    boolean isTrusted = state.view().rejections(topic.type).isEmpty();
    if (isTrusted && claim.equals(Encodings.version(wanted.values()))) {
      wanted.values().forEach(topic::learn);
      topic.oweAnswer(false);
    } else {
      topic.held.holdUnknown();
      if (topic.type == CLUSTER) {
        leftovers.takeStock();
      }
    }
  }
}
