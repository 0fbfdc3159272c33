package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.LISTENER;
import static dev.ballast.snapshot.ResourceType.ROUTE;
import static dev.ballast.snapshot.ResourceType.SECRET;

import com.google.protobuf.Empty;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ADS stream as a state machine: what the Envoy asks, what it is to have, what goes out next.
 * Values in, values out; no clock, no network, one thread at a time.
 *
 * <p>Additions go out in the order clusters, secrets, assignments, listeners, routes; removals
 * after that. Two kinds of sends wait:
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
final class Conversation {
  private static final List<ResourceType> ADDITIONS =
      List.of(CLUSTER, SECRET, ENDPOINT, LISTENER, ROUTE);
  private static final List<ResourceType> REMOVALS =
      List.of(LISTENER, ROUTE, CLUSTER, ENDPOINT, SECRET);
  private static final Set<ResourceType> WILDCARD_BY_DEFAULT = Set.of(CLUSTER, LISTENER);

  /** More responses of a type than this are not written ahead of the Envoy's answers. */
  private static final int MOST_IN_FLIGHT = 16;

  private final boolean isDelta;
  private final ServingLimits limits;
  private final Encodings encodings;
  private final long openedAt;
  private final Map<ResourceType, Topic> topics = new EnumMap<>(ResourceType.class);
  private final Map<ResourceType, String> claims = new EnumMap<>(ResourceType.class);
  private View view = View.NONE;
  private boolean cameWithState;
  private long nonces;
  private long changedAt;
  private long wakeAt = Long.MAX_VALUE;

  Conversation(boolean isDelta, ServingLimits limits, Encodings encodings, long now) {
    this.isDelta = isDelta;
    this.limits = limits;
    this.encodings = encodings;
    this.openedAt = now;
    for (ResourceType type : ResourceType.values()) {
      topics.put(type, new Topic(type));
    }
  }

  Topic topic(ResourceType type) {
    var topic = topics.get(type);
    if (topic == null) {
      throw new IllegalStateException("no topic for " + type);
    }
    return topic;
  }

  View view() {
    return view;
  }

  /** When to call {@link #next} again although nothing happened, in nanoseconds. */
  Optional<Long> wakeAt() {
    return wakeAt == Long.MAX_VALUE ? Optional.empty() : Optional.of(wakeAt);
  }

  // What comes in.

  /** Takes a request. Refusals must reach the gateway's view before the next send. */
  List<Outcome> receive(Ask ask) {
    var topic = topic(ask.type());
    return switch (ask) {
      case Ask.Delta delta -> {
        var outcomes = answer(topic, ask);
        boolean isFirst = !topic.isSeen();
        topic.see();
        subscribe(topic, delta, isFirst);
        yield outcomes;
      }
      case Ask.Full full -> {
        boolean isFirst = !topic.isSeen();
        if (!isFirst && !isCurrent(topic, full.nonce())) {
          // It answers a response that a later one has overtaken; the answer to that one follows.
          yield List.of();
        }
        topic.see();
        var outcomes = isFirst ? List.<Outcome>of() : answer(topic, ask);
        subscribe(topic, full, isFirst);
        yield outcomes;
      }
    };
  }

  private final Map<ResourceType, String> lastNonces = new EnumMap<>(ResourceType.class);

  private boolean isCurrent(Topic topic, String nonce) {
    return nonce.equals(lastNonces.getOrDefault(topic.type, ""));
  }

  /** Takes the gateway's newest view. */
  void see(View next) {
    if (next == view || (!next.exists() && !view.exists())) {
      return;
    }
    var changes =
        view.exists() ? next.changesSince(view.generation()) : Optional.<List<View.Change>>empty();
    boolean isBehind = view.exists() && changes.isEmpty();
    boolean isFirst = !view.exists();
    view = next;
    if (isFirst || isBehind) {
      topics.values().forEach(this::reconsiderAll);
      return;
    }
    for (View.Change change : changes.orElseThrow()) {
      if (changedAt == 0) {
        changedAt = change.at();
      }
      change
          .names()
          .forEach(
              (type, names) -> {
                var topic = topic(type);
                topic.stopLeavingOut();
                names.stream().filter(topic::isSubscribed).forEach(topic.dirty::add);
              });
    }
  }

  private void reconsiderAll(Topic topic) {
    topic.stopLeavingOut();
    topic.dirty.addAll(topic.allSent().keySet());
    topic.dirty.addAll(topic.names());
    if (topic.isWildcard()) {
      topic.dirty.addAll(view.snapshot().resources(topic.type).keySet());
    }
  }

  private void subscribe(Topic topic, Ask.Delta ask, boolean isFirst) {
    if (isFirst) {
      ask.initialVersions()
          .forEach((name, version) -> topic.hold(stranger(topic.type, name, version)));
      cameWithState |= !ask.initialVersions().isEmpty();
    }
    for (String name : ask.unsubscribe()) {
      if (name.equals("*")) {
        topic.dropWildcard();
      } else {
        topic.unsubscribe(name);
      }
    }
    if (isFirst && topic.type == ENDPOINT && cameWithState) {
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
    var awaited = isFirst ? awaited(topic.type) : Set.<String>of();
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
    var clusters = topic(CLUSTER);
    assignments.stream()
        .filter(clusters::isSubscribed)
        .filter(name -> !name.equals("*") && clusters.sent(name) == null)
        .forEach(name -> clusters.hold(stranger(CLUSTER, name, "unknown")));
  }

  private void startWildcard(Topic topic, boolean owesAnswer) {
    topic.wildcard(true);
    topic.oweAnswer(owesAnswer);
    topic.dirty.addAll(view.snapshot().resources(topic.type).keySet());
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
      claims.put(topic.type, ask.version());
    }
  }

  /** The snapshot's own string where there is one: subscriptions then cost no characters. */
  private String shared(ResourceType type, String name) {
    var published = view.published(type, name);
    return published == null ? name : published.name();
  }

  private static Resource stranger(ResourceType type, String name, String version) {
    return new Resource(type, name, version, Empty.getDefaultInstance(), List.of(), List.of());
  }

  // Answers to what went out.

  private List<Outcome> answer(Topic topic, Ask ask) {
    var outcomes = new ArrayList<Outcome>();
    if (!isDelta) {
      // Envoy answers the newest response only; the earlier ones it has taken in passing.
      for (Topic.Flight earlier : List.copyOf(topic.flights())) {
        if (earlier.nonce().equals(ask.nonce())) {
          break;
        }
        topic.land(earlier.nonce());
        outcomes.add(accept(topic, earlier));
      }
    }
    var flight = topic.land(ask.nonce());
    if (flight == null) {
      return outcomes;
    }
    if (ask.refusal().isEmpty()) {
      outcomes.add(accept(topic, flight));
    } else {
      outcomes.addAll(refuse(topic, flight, ask.refusal().get()));
    }
    return outcomes;
  }

  private static Outcome accept(Topic topic, Topic.Flight flight) {
    topic.accept(flight);
    var resources = new ArrayList<Resource>();
    var removed = new ArrayList<String>();
    for (Topic.Entry entry : flight.entries()) {
      if (entry.resource() == null) {
        removed.add(entry.name());
      } else {
        resources.add(entry.resource());
      }
    }
    return new Outcome.Accepted(topic.type, resources, removed, flight.changedAt());
  }

  private boolean isWanted(Topic topic, Topic.Entry entry) {
    var wanted = wanted(topic, entry.name());
    var refused = entry.resource();
    return wanted != null && refused != null && wanted.version().equals(refused.version());
  }

  private List<Outcome> refuse(Topic topic, Topic.Flight flight, String rawWords) {
    var current = topic.refuse(flight);
    var carried = flight.entries().stream().map(Topic.Entry::name).toList();
    var words = EnvoyWords.read(rawWords, carried);
    var guilty = carried.size() == 1 ? Set.copyOf(carried) : words.named();
    var outcomes = new ArrayList<Outcome>();
    for (Topic.Entry entry : current) {
      var resource = entry.resource();
      if (guilty.contains(entry.name()) && resource != null) {
        var lastGood = Optional.ofNullable(topic.sent(entry.name()));
        outcomes.add(
            new Outcome.Refused(
                resource,
                lastGood.filter(good -> !topic.isStranger(good.name())),
                words.about(entry.name())));
      }
    }
    // Envoy may have kept any of the others, or not.
    var innocent =
        current.stream().map(Topic.Entry::name).filter(name -> !guilty.contains(name)).toList();
    innocent.forEach(topic::owe);
    if (!guilty.isEmpty()) {
      topic.startOver();
    }
    boolean isOutdated = current.stream().anyMatch(entry -> !isWanted(topic, entry));
    if (guilty.isEmpty() && !innocent.isEmpty()) {
      if (!isOutdated) {
        topic.tryApart(innocent);
      }
      outcomes.add(new Outcome.Unclear(topic.type, innocent, words.plain()));
    }
    return outcomes;
  }

  // What goes out.

  /**
   * The next response to write, to be called while the connection takes more. Empty when there is
   * nothing to send now.
   */
  Optional<Push> next(long now) {
    wakeAt = Long.MAX_VALUE;
    if (!view.exists()) {
      return Optional.empty();
    }
    for (ResourceType type : ADDITIONS) {
      var topic = topic(type);
      if (topic.isSeen() && mayWrite(topic, now)) {
        honourClaim(topic);
        var push = additions(topic, now);
        if (push != null) {
          return Optional.of(push);
        }
      }
    }
    for (ResourceType type : REMOVALS) {
      var topic = topic(type);
      if (!topic.dirty.isEmpty() && mayWrite(topic, now)) {
        var push = removals(topic, now);
        if (push != null) {
          return Optional.of(push);
        }
      }
    }
    if (topics.values().stream().allMatch(topic -> topic.dirty.isEmpty())) {
      changedAt = 0;
    }
    return Optional.empty();
  }

  private boolean mayWrite(Topic topic, long now) {
    int inFlight = topic.flights().size();
    if (isDelta) {
      return inFlight < MOST_IN_FLIGHT;
    }
    // Envoy's answers to several responses of a type can melt into one, so there is one at a time,
    // unless warming clusters keep it from answering.
    if (inFlight == 0) {
      return true;
    }
    long latest = topic.flights().stream().mapToLong(Topic.Flight::sentAt).max().orElse(now);
    if (now - latest >= limits.patience().toNanos()) {
      return true;
    }
    if (!topic.dirty.isEmpty()) {
      wake(latest + limits.patience().toNanos());
    }
    return false;
  }

  private void wake(long at) {
    wakeAt = Math.min(wakeAt, at);
  }

  /** An Envoy that already accepted exactly this, on an earlier stream, gets nothing again. */
  private void honourClaim(Topic topic) {
    var claim = claims.remove(topic.type);
    if (claim == null) {
      return;
    }
    var wanted = new HashMap<String, Resource>();
    Collection<String> asked =
        topic.isWildcard()
            ? view.snapshot().resources(topic.type).keySet()
            : List.copyOf(topic.names());
    for (String name : asked) {
      var resource = wanted(topic, name);
      if (resource != null) {
        wanted.put(name, resource);
      }
    }
    if (claim.equals(Encodings.version(wanted.values()))) {
      wanted.values().forEach(topic::learn);
      awaited(topic.type).stream().filter(topic.names()::contains).forEach(topic::owe);
      topic.oweAnswer(false);
    } else {
      topic.holdsUnknown();
    }
  }

  private @Nullable Resource wanted(Topic topic, String name) {
    var published = view.published(topic.type, name);
    if (published == null) {
      return null;
    }
    var rejection = view.rejection(topic.type, name);
    if (rejection == null) {
      return published;
    }
    // What this Envoy has accepted itself, or is just looking at, it keeps.
    var sent = topic.sent(name);
    if (sent != null && sent.version().equals(published.version())) {
      return published;
    }
    return rejection.substitute().orElse(null);
  }

  private @Nullable Push additions(Topic topic, long now) {
    var batch = new Batch(topic, isDelta ? limits.pushBytes() : Integer.MAX_VALUE);
    var group = topic.nextGroup();
    var candidates = group == null ? List.copyOf(topic.dirty) : group;
    for (String name : candidates) {
      if (!consider(topic, name, batch, now)) {
        break;
      }
    }
    if (batch.isEmpty() && group != null) {
      return additions(topic, now);
    }
    if (batch.isEmpty() && !topic.owesAnswer()) {
      return null;
    }
    return push(topic, batch.resources, batch.absent, now);
  }

  /** False when the batch is full. */
  private boolean consider(Topic topic, String name, Batch batch, long now) {
    if (!topic.isSubscribed(name)) {
      topic.forget(name);
      return true;
    }
    var wanted = wanted(topic, name);
    var sent = topic.sent(name);
    if (wanted == null) {
      return considerAbsent(topic, name, sent, batch, now);
    }
    boolean isHeld = sent != null && sent.version().equals(wanted.version());
    if (isHeld && !topic.isOwed(name)) {
      if (topic.isStranger(name)) {
        topic.learn(wanted);
      } else {
        topic.settle(name);
      }
      return true;
    }
    if (isHeld && topic.isInFlight(name)) {
      // The Envoy may refuse the one in flight; the same again would be refused twice.
      return true;
    }
    if (mustWait(topic, wanted, now)) {
      return true;
    }
    return batch.add(wanted);
  }

  private boolean considerAbsent(
      Topic topic, String name, @Nullable Resource sent, Batch batch, long now) {
    boolean isWithheld = view.published(topic.type, name) != null;
    if (!topic.isOwed(name)) {
      if (sent == null || isWithheld) {
        topic.settle(name);
      }
      return true;
    }
    // The state of the world has no word for "there is none", and silence keeps a cluster warming
    // until a timeout.
    boolean needsAnyAnswer = topic.type == ENDPOINT && !isDelta;
    if ((isWithheld || needsAnyAnswer) && sent != null && !topic.isStranger(name)) {
      return batch.add(sent);
    }
    if (isDelta) {
      // Endpoints at once, since a cluster may be warming for them; the rest like any removal.
      if (topic.type == ENDPOINT || mayLeave(topic, name, now)) {
        batch.absent.add(name);
      }
      return true;
    }
    if (needsAnyAnswer && sent == null) {
      return batch.add(nobodyHome(name));
    }
    topic.settle(name);
    if (sent != null) {
      topic.dirty.add(name);
    }
    return true;
  }

  private static Resource nobodyHome(String name) {
    return new Resource(
        ENDPOINT,
        name,
        "none",
        ClusterLoadAssignment.newBuilder().setClusterName(name).build(),
        List.of(),
        List.of());
  }

  /** What goes into one response. */
  private final class Batch {
    private final Topic topic;
    private final int limit;
    private final List<Resource> resources = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private long bytes;

    Batch(Topic topic, int limit) {
      this.topic = topic;
      this.limit = limit;
    }

    boolean isEmpty() {
      return resources.isEmpty() && absent.isEmpty();
    }

    boolean add(Resource resource) {
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

  /** Users of clusters wait until the clusters are there. */
  private boolean mustWait(Topic topic, Resource wanted, long now) {
    if (topic.type != ROUTE && topic.type != LISTENER) {
      return false;
    }
    var clusters = topic(CLUSTER);
    if (!clusters.isSeen() || !needsMore(clusters, wanted)) {
      topic.heldSince.remove(wanted.name());
      return false;
    }
    long since = topic.heldSince.computeIfAbsent(wanted.name(), name -> now);
    long until = since + limits.patience().toNanos();
    if (now >= until) {
      return false;
    }
    wake(until);
    return true;
  }

  private boolean needsMore(Topic clusters, Resource user) {
    var needed = encodings.of(user).references(CLUSTER);
    if (needed.isEmpty()) {
      return false;
    }
    for (String name : clusters.arriving()) {
      if (needed.contains(name) && !hasEndpoints(clusters, name)) {
        return true;
      }
    }
    for (String name : clusters.dirty) {
      if (needed.contains(name)
          && clusters.sent(name) == null
          && clusters.isSubscribed(name)
          && wanted(clusters, name) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the Envoy already accepted the endpoints of a cluster. It asks for them once it has the
   * cluster, so this says as much as its answer to the cluster, which waits for every other cluster
   * that warms.
   */
  private boolean hasEndpoints(Topic clusters, String name) {
    var cluster = clusters.sent(name);
    if (cluster == null || clusters.isLeaving(name)) {
      return false;
    }
    var assignments = encodings.of(cluster).references(ENDPOINT);
    var endpoints = topic(ENDPOINT);
    return !assignments.isEmpty()
        && assignments.stream()
            .allMatch(each -> endpoints.names().contains(each) && endpoints.isConfirmed(each));
  }

  private @Nullable Push removals(Topic topic, long now) {
    var removed = new ArrayList<String>();
    for (String name : topic.dirty) {
      if (topic.sent(name) != null
          && view.published(topic.type, name) == null
          && mayLeave(topic, name, now)) {
        removed.add(name);
      }
    }
    if (!isDelta && !WILDCARD_BY_DEFAULT.contains(topic.type)) {
      // There is no message for it: the Envoy drops the thing when it drops its last user.
      removed.forEach(topic::forget);
      return null;
    }
    return removed.isEmpty() ? null : push(topic, List.of(), removed, now);
  }

  private boolean mayLeave(Topic topic, String name, long now) {
    return switch (topic.type) {
      case LISTENER -> true;
      case ROUTE -> isFree(topic, name, List.of(LISTENER), now);
      case CLUSTER -> isFree(topic, name, List.of(LISTENER, ROUTE), now);
      case ENDPOINT -> topic(CLUSTER).isSettled();
      case SECRET -> topic(CLUSTER).isSettled() && topic(LISTENER).isSettled();
    };
  }

  private boolean isFree(Topic topic, String name, List<ResourceType> users, long now) {
    long patienceEnds = openedAt + limits.patience().toNanos();
    for (ResourceType type : users) {
      var user = topic(type);
      if (cameWithState && !user.isSeen() && !hasNone(type) && now < patienceEnds) {
        // It reconnected and will name its listeners and routes in a moment.
        wake(patienceEnds);
        return false;
      }
      if (user.hasStrangers()
          || user.mayUse(
              resource -> encodings.of(resource).references(topic.type).contains(name))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the Envoy cannot hold routes, since it has no listener that names any. */
  private boolean hasNone(ResourceType type) {
    var listeners = topic(LISTENER);
    return type == ROUTE
        && listeners.isSeen()
        && !listeners.hasStrangers()
        && !listeners.mayUse(listener -> !encodings.of(listener).references(ROUTE).isEmpty());
  }

  /** What the users that are on their way will wait for; see {@link #followUp}. */
  private Set<String> awaited(ResourceType type) {
    var user =
        switch (type) {
          case ENDPOINT -> topic(CLUSTER);
          case ROUTE -> topic(LISTENER);
          case CLUSTER, LISTENER, SECRET -> null;
        };
    var awaited = new HashSet<String>();
    if (user != null) {
      for (Topic.Flight flight : user.flights()) {
        for (Topic.Entry entry : flight.entries()) {
          var resource = entry.resource();
          if (resource != null) {
            awaited.addAll(encodings.of(resource).references(type));
          }
        }
      }
    }
    return awaited;
  }

  private Push push(Topic topic, List<Resource> resources, List<String> removed, long now) {
    var nonce = Long.toString(++nonces);
    for (Resource resource : resources) {
      followUp(topic, resource);
    }
    topic.send(nonce, resources, removed, now, changedAt);
    lastNonces.put(topic.type, nonce);
    if (isDelta) {
      return new Push(topic.type, nonce, Long.toString(view.generation()), resources, removed);
    }
    var version = Encodings.version(topic.allSent().values());
    var carried =
        WILDCARD_BY_DEFAULT.contains(topic.type)
            ? List.copyOf(topic.allSent().values())
            : resources;
    return new Push(topic.type, nonce, version, carried, List.of());
  }

  /**
   * A changed cluster warms until its assignment arrives, and Envoy does not ask again for what it
   * already has; likewise a listener and its routes. So they go out again, changed or not.
   */
  private void followUp(Topic topic, Resource resource) {
    var follower =
        switch (topic.type) {
          case CLUSTER -> topic(ENDPOINT);
          case LISTENER -> topic(ROUTE);
          case ENDPOINT, ROUTE, SECRET -> null;
        };
    if (follower != null) {
      encodings.of(resource).references(follower.type).stream()
          .filter(follower.names()::contains)
          .forEach(follower::owe);
    }
  }
}
