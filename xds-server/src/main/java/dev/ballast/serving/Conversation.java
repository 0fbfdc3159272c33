package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;
import static dev.ballast.snapshot.ResourceType.LISTENER;
import static dev.ballast.snapshot.ResourceType.ROUTE;
import static dev.ballast.snapshot.ResourceType.SECRET;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
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
 * after that. {@link Precedence} tells what waits.
 */
final class Conversation {
  private static final List<ResourceType> ADDITIONS =
      List.of(CLUSTER, SECRET, ENDPOINT, LISTENER, ROUTE);

  /** Between two parts of many clusters. */
  private static final List<ResourceType> ENDPOINTS_FIRST =
      List.of(ENDPOINT, CLUSTER, SECRET, LISTENER, ROUTE);

  private static final List<ResourceType> REMOVALS =
      List.of(LISTENER, ROUTE, CLUSTER, ENDPOINT, SECRET);

  /** More responses of a type than this are not written ahead of the Envoy's answers. */
  private static final int MOST_IN_FLIGHT = 16;

  private final StreamState state;
  private final ServingLimits limits;
  private final Encodings encodings;
  private final Precedence precedence;
  private final Grouping grouping;
  private final Leftovers leftovers;
  private final Subscriptions subscriptions;
  private final Answers answers;
  private final Unread unread;
  private long nonces;
  private boolean clustersWentLast;
  private long changedAt;

  Conversation(boolean isDelta, ServingLimits limits, Encodings encodings, long now) {
    this.limits = limits;
    this.encodings = encodings;
    state = new StreamState(isDelta);
    precedence = new Precedence(state, encodings, limits.patience(), now);
    grouping = new Grouping(state, precedence, encodings, limits);
    leftovers = new Leftovers(state, precedence, now + limits.overtaking().toNanos());
    subscriptions = new Subscriptions(state, precedence, leftovers);
    answers = new Answers(state);
    unread = new Unread(limits.unreadBytes());
  }

  Topic topic(ResourceType type) {
    return state.topic(type);
  }

  View view() {
    return state.view();
  }

  /** When to call {@link #next} again although nothing happened, in nanoseconds. */
  Optional<Long> wakeAt() {
    long at = precedence.wakeAt();
    return at == Long.MAX_VALUE ? Optional.empty() : Optional.of(at);
  }

  /** Takes a request. Refusals must reach the gateway's view before the next send. */
  List<Outcome> receive(Ask ask) {
    var topic = topic(ask.type());
    if (topic.held.isUnanswered(ask.nonce())) {
      unread.readUpTo(Long.parseLong(ask.nonce()));
    } else {
      unread.readAll();
    }
    var outcomes = answers.take(topic, ask);
    // In the state of the world, what answers a response that a later one has overtaken says
    // nothing new about names; the answer to the later one follows.
    if (state.isDelta || !topic.isSeen() || ask.nonce().equals(topic.held.lastNonce())) {
      subscriptions.take(topic, ask);
    }
    return outcomes;
  }

  /** Takes the gateway's newest view. */
  void see(View next) {
    var view = state.view();
    if (next == view || (!next.exists() && !view.exists())) {
      return;
    }
    var changes =
        view.exists() ? next.changesSince(view.generation()) : Optional.<List<View.Change>>empty();
    state.view(next);
    if (changes.isEmpty()) {
      var differences = next.snapshot().differencesFrom(view.snapshot());
      follow(next.snapshot(), differences);
      state.topics().forEach(this::reconsiderAll);
      return;
    }
    if (changedAt == 0 && !changes.get().isEmpty()) {
      changedAt = changes.get().getFirst().at();
    }
    // All in one step: what is published for the names of a later change is already the newest.
    var changed = together(changes.get());
    follow(next.snapshot(), changed);
    changed.forEach(
        (type, names) -> {
          var topic = topic(type);
          topic.culprits.stopLeavingOut();
          names.stream().filter(topic::isSubscribed).forEach(topic.dirty()::add);
        });
  }

  private static Map<ResourceType, Set<String>> together(List<View.Change> changes) {
    if (changes.size() == 1) {
      return changes.getFirst().names();
    }
    var all = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    for (View.Change change : changes) {
      change
          .names()
          .forEach(
              (type, names) -> all.computeIfAbsent(type, t -> new LinkedHashSet<>()).addAll(names));
    }
    return all;
  }

  private void follow(Snapshot published, Map<ResourceType, Set<String>> changed) {
    changed.forEach((type, names) -> topic(type).held.follow(published.resources(type), names));
  }

  private void reconsiderAll(Topic topic) {
    topic.culprits.stopLeavingOut();
    topic.held.allSent().forEach(held -> topic.dirty().add(held.name()));
    topic.dirty().addAll(topic.names());
    if (topic.isWildcard()) {
      topic.dirty().addAll(view().snapshot().resources(topic.type).keySet());
    }
  }

  /**
   * The next response to write, to be called while the connection takes more. Empty when there is
   * nothing to send now.
   */
  Optional<Push> next(long now) {
    precedence.forgetAlarm();
    if (!view().exists()) {
      return Optional.empty();
    }
    for (ResourceType type : clustersWentLast ? ENDPOINTS_FIRST : ADDITIONS) {
      var topic = topic(type);
      if (topic.isSeen() && mayWrite(topic, now)) {
        subscriptions.honourClaim(topic);
        if (leftovers.isUnknown(topic, now)) {
          continue;
        }
        var push = additions(topic, now);
        if (push != null) {
          clustersWentLast = type == CLUSTER;
          return Optional.of(push);
        }
      }
    }
    clustersWentLast = false;
    for (ResourceType type : REMOVALS) {
      var topic = topic(type);
      if (!topic.dirty().isEmpty() && mayWrite(topic, now)) {
        var push = removals(topic, now);
        if (push != null) {
          return Optional.of(push);
        }
      }
    }
    if (state.topics().stream().allMatch(topic -> topic.dirty().isEmpty())) {
      changedAt = 0;
    }
    for (Topic topic : state.topics()) {
      topic.rest(view().snapshot().resources(topic.type));
    }
    return Optional.empty();
  }

  private boolean mayWrite(Topic topic, long now) {
    if (unread.isFull(topic.type)) {
      return false;
    }
    int inFlight = topic.held.flights().size();
    if (state.isDelta) {
      return inFlight < MOST_IN_FLIGHT;
    }
    // In the state of the world a response repeats what the one before carried, and answers may
    // melt
    // into the last. So there is one at a time, unless Envoy holds the answer back for long.
    if (inFlight == 0) {
      return true;
    }
    long latest = topic.held.flights().stream().mapToLong(Flight::sentAt).max().orElse(now);
    var wait = isListedWhole(topic) ? limits.overtaking() : limits.patience();
    long until = latest + wait.toNanos();
    if (now < until && !topic.dirty().isEmpty()) {
      precedence.wake(until);
    }
    return now >= until;
  }

  private boolean isListedWhole(Topic topic) {
    return Subscriptions.isListedWhole(state, topic);
  }

  private @Nullable Push additions(Topic topic, long now) {
    var selection = grouping.choose(topic, clustersWentLast, now);
    if (selection.isEmpty() && !topic.owesAnswer()) {
      return null;
    }
    var removed = new LinkedHashSet<>(selection.absent);
    if (topic.type == LISTENER) {
      // In one response Envoy removes before it adds, so a listener can hand its port over.
      removed.addAll(leaving(topic, now));
      selection.leaving.forEach(removed::remove);
    }
    var push = push(topic, selection.resources, List.copyOf(removed), now);
    topic.dirty().addAll(selection.leaving);
    return push;
  }

  /** What the Envoy has, is published no more, and has no user left. */
  private List<String> leaving(Topic topic, long now) {
    return topic.dirty().stream()
        .filter(name -> topic.held.sent(name) != null)
        .filter(name -> view().published(topic.type, name) == null)
        .filter(name -> precedence.mayLeave(topic, name, now))
        .toList();
  }

  private @Nullable Push removals(Topic topic, long now) {
    var removed = leaving(topic, now);
    if (!state.isDelta && !isListedWhole(topic)) {
      // There is no message for it: the Envoy drops the thing when it drops its last user.
      removed.forEach(topic::forget);
      return null;
    }
    return removed.isEmpty() ? null : push(topic, List.of(), removed, now);
  }

  private Push push(Topic topic, List<Resource> resources, List<String> removed, long now) {
    var nonce = Long.toString(++nonces);
    for (Resource resource : resources) {
      precedence.followUp(topic, resource);
    }
    topic.send(nonce, resources, removed, now, changedAt);
    if (state.isDelta) {
      unread.wrote(nonces, topic.type, size(resources));
      return new Push(topic.type, nonce, Long.toString(view().generation()), resources, removed);
    }
    if (isListedWhole(topic)) {
      followUpUncertain(topic);
    }
    var all = topic.held.allSent();
    var version = Encodings.version(all);
    var carried = isListedWhole(topic) ? all : resources;
    unread.wrote(nonces, topic.type, size(carried));
    return new Push(topic.type, nonce, version, carried, List.of());
  }

  private long size(Collection<Resource> resources) {
    return resources.stream().mapToLong(each -> encodings.of(each).size()).sum();
  }

  /** After a refusal Envoy may hold another form than the list repeats, and so change it back. */
  private void followUpUncertain(Topic topic) {
    for (String name : topic.owed()) {
      var sent = topic.held.sent(name);
      if (sent != null) {
        precedence.followUp(topic, sent);
      }
    }
  }
}
