package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One resource type on one stream: what is asked for, what was sent and what of it is confirmed.
 *
 * <p>{@code sent} is what the Envoy will hold once it accepts all that is in flight; {@code
 * unconfirmed} remembers, for the few names in flight, what it is known to hold. An idle stream
 * costs one map entry per resource.
 */
final class Topic {
  final ResourceType type;

  /** Names to look at again: something about them changed. */
  final Set<String> dirty = new LinkedHashSet<>();

  final CulpritSearch culprits = new CulpritSearch();

  /** Since when a name has been held back for something it needs, in nanoseconds. */
  final Map<String, Long> heldSince = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private final Map<String, Resource> sent = new HashMap<>();
  private final Map<String, Flight.Unconfirmed> unconfirmed = new HashMap<>();
  private final LinkedHashMap<String, Flight> inFlight = new LinkedHashMap<>();
  private final Set<String> owed = new HashSet<>();
  private final Set<String> strangers = new HashSet<>();
  private String lastNonce = "";
  private boolean seen;
  private boolean wildcard;
  private boolean owesAnswer;
  private boolean holdsUnknown;

  Topic(ResourceType type) {
    this.type = type;
  }

  // What is asked for.

  boolean isSeen() {
    return seen;
  }

  void see() {
    seen = true;
  }

  boolean isWildcard() {
    return wildcard;
  }

  Set<String> names() {
    return names;
  }

  boolean isSubscribed(String name) {
    return wildcard || names.contains(name);
  }

  void wildcard(boolean on) {
    wildcard = on;
  }

  void subscribe(String name) {
    names.add(name);
    dirty.add(name);
  }

  /** The Envoy dropped its interest, and what it held with it. */
  void unsubscribe(String name) {
    names.remove(name);
    if (wildcard) {
      owe(name);
    } else {
      forget(name);
    }
  }

  void dropWildcard() {
    wildcard = false;
    sent.keySet().stream().filter(name -> !names.contains(name)).toList().forEach(this::forget);
    dirty.removeIf(name -> !names.contains(name));
  }

  /** An answer must go out although nothing may have changed. */
  void owe(String name) {
    owed.add(name);
    dirty.add(name);
  }

  boolean isOwed(String name) {
    return owed.contains(name);
  }

  Set<String> owed() {
    return owed;
  }

  void oweAnswer(boolean owes) {
    owesAnswer = owes;
  }

  boolean owesAnswer() {
    return owesAnswer;
  }

  // What it holds.

  @Nullable Resource sent(String name) {
    return sent.get(name);
  }

  Map<String, Resource> allSent() {
    return sent;
  }

  /** Held from an earlier stream: we know its version only. */
  void hold(Resource stranger) {
    sent.put(stranger.name(), stranger);
    strangers.add(stranger.name());
    dirty.add(stranger.name());
  }

  boolean hasStrangers() {
    return !strangers.isEmpty();
  }

  /** The Envoy holds exactly this. */
  void learn(Resource resource) {
    sent.put(resource.name(), resource);
    strangers.remove(resource.name());
    settle(resource.name());
  }

  boolean isStranger(String name) {
    var held = sent.get(name);
    return held != null && StreamState.isStranger(held);
  }

  void settle(String name) {
    owed.remove(name);
    dirty.remove(name);
    heldSince.remove(name);
  }

  void forget(String name) {
    sent.remove(name);
    unconfirmed.remove(name);
    strangers.remove(name);
    settle(name);
  }

  /** Whether some version of it is known to be there and not on its way out. */
  boolean isConfirmed(String name) {
    var state = unconfirmed.get(name);
    return state == null
        ? sent.containsKey(name)
        : state.confirmed != null && state.removalsInFlight == 0;
  }

  /** What it is known to hold while something newer is in flight. */
  @Nullable Resource confirmed(String name) {
    var state = unconfirmed.get(name);
    return state == null ? null : state.confirmed;
  }

  /** Whether it was asked for by name, sent and accepted, with nothing owed. */
  boolean isAnswered(String name) {
    return names.contains(name)
        && sent.containsKey(name)
        && !unconfirmed.containsKey(name)
        && !owed.contains(name);
  }

  boolean isInFlight(String name) {
    return unconfirmed.containsKey(name);
  }

  boolean isLeaving(String name) {
    var state = unconfirmed.get(name);
    return state != null && state.removalsInFlight > 0;
  }

  /** Whether everything it should hold is sent and answered. */
  boolean isSettled() {
    return inFlight.isEmpty() && dirty.isEmpty();
  }

  /** Names on their way in that were not there before, or the answer that there are none. */
  Set<String> arriving() {
    var arriving = new HashSet<String>();
    boolean isAnsweredByAbsence = type == ResourceType.ENDPOINT;
    unconfirmed.forEach(
        (name, state) -> {
          boolean isNew = state.confirmed == null || state.removalsInFlight > 0;
          if (isNew && (isAnsweredByAbsence || sent.containsKey(name))) {
            arriving.add(name);
          }
        });
    return arriving;
  }

  /** Whether any form that the Envoy may be using right now satisfies the condition. */
  boolean mayUse(Predicate<Resource> condition) {
    return sent.values().stream().anyMatch(condition)
        || unconfirmed.values().stream()
            .anyMatch(state -> state.confirmed != null && condition.test(state.confirmed))
        || inFlight.values().stream()
            .flatMap(flight -> flight.entries().stream())
            .anyMatch(entry -> entry.resource() != null && condition.test(entry.resource()));
  }

  int confirmedCount() {
    int arriving = (int) unconfirmed.keySet().stream().filter(sent::containsKey).count();
    return sent.size()
        - arriving
        + (int) unconfirmed.values().stream().filter(state -> state.confirmed != null).count();
  }

  // Which of several was refused.

  /** The Envoy holds things of an earlier stream, which a full list without them would remove. */
  void holdUnknown() {
    holdsUnknown = true;
  }

  boolean holdsUnknown() {
    return holdsUnknown;
  }

  boolean mayHoldMoreThanNothing() {
    return holdsUnknown || !sent.isEmpty() || !owed.isEmpty();
  }

  // What is in flight.

  Collection<Flight> flights() {
    return inFlight.values();
  }

  /** Changes as sent; what follows is {@link #accept} or {@link #refuse} with the same nonce. */
  void send(
      String nonce, List<Resource> resources, List<String> removed, long now, long changedAt) {
    var entries = new ArrayList<Flight.Entry>(resources.size() + removed.size());
    for (Resource resource : resources) {
      var state = unconfirmed(resource.name());
      entries.add(new Flight.Entry(resource.name(), resource, state, isOwed(resource.name())));
      sent.put(resource.name(), resource);
      settle(resource.name());
    }
    for (String name : removed) {
      var state = unconfirmed(name);
      state.removalsInFlight++;
      entries.add(new Flight.Entry(name, null, state, isOwed(name)));
      sent.remove(name);
      settle(name);
    }
    lastNonce = nonce;
    inFlight.put(nonce, new Flight(nonce, entries, now, changedAt, owesAnswer));
    owesAnswer = false;
  }

  private Flight.Unconfirmed unconfirmed(String name) {
    var state = unconfirmed.get(name);
    if (state == null) {
      state = new Flight.Unconfirmed();
      state.confirmed = sent.get(name);
      unconfirmed.put(name, state);
    }
    state.inFlight++;
    return state;
  }

  /** The nonce of the newest response; empty before the first. */
  String lastNonce() {
    return lastNonce;
  }

  /** Lands a response with all that went before it, of which it is the answer as well. */
  @Nullable Flight landUpTo(String nonce) {
    if (!inFlight.containsKey(nonce)) {
      return null;
    }
    var entries = new ArrayList<Flight.Entry>();
    long changedAt = 0;
    boolean wasOwed = false;
    for (Flight flight : List.copyOf(inFlight.values())) {
      inFlight.remove(flight.nonce());
      entries.addAll(flight.entries());
      changedAt = changedAt == 0 ? flight.changedAt() : changedAt;
      wasOwed |= flight.wasOwed();
      if (flight.nonce().equals(nonce)) {
        return new Flight(nonce, entries, flight.sentAt(), changedAt, wasOwed);
      }
    }
    return null;
  }

  @Nullable Flight land(String nonce) {
    return inFlight.remove(nonce);
  }

  void accept(Flight flight) {
    holdsUnknown = false;
    culprits.stopLeavingOut();
    for (Flight.Entry entry : flight.entries()) {
      var state = entry.state();
      state.confirmed = entry.resource();
      state.owed = false;
      if (!isStranger(entry.name())) {
        strangers.remove(entry.name());
      }
      boolean isForgotten = unconfirmed.get(entry.name()) != state;
      arrive(entry);
      if (isForgotten) {
        recall(entry);
      }
    }
  }

  /** Asked for again while the answer to the first time was on its way: then it may hold that. */
  private void recall(Flight.Entry entry) {
    var resource = entry.resource();
    if (resource == null || !isSubscribed(entry.name())) {
      return;
    }
    var newer = unconfirmed.get(entry.name());
    if (newer == null) {
      sent.put(entry.name(), resource);
      owe(entry.name());
    } else {
      newer.confirmed = resource;
      newer.owed = true;
    }
  }

  /**
   * Goes back to what the Envoy is known to hold.
   *
   * @return the entries that nothing newer has overtaken
   */
  List<Flight.Entry> refuse(Flight flight) {
    var current = new ArrayList<Flight.Entry>();
    for (Flight.Entry entry : flight.entries()) {
      entry.state().owed |= entry.wasOwed();
      if (entry.resource() == null) {
        refuseRemoval(entry);
        continue;
      }
      boolean isForgotten = unconfirmed.get(entry.name()) != entry.state();
      arrive(entry);
      boolean isLatest = entry.state().inFlight == 0 && sent.containsKey(entry.name());
      if (isLatest && !isForgotten) {
        current.add(entry);
        revert(entry);
        dirty.add(entry.name());
        if (entry.state().owed) {
          owe(entry.name());
        }
      } else if (flight.entries().size() > 1) {
        // Overtaken. Envoy may have kept it, which matters once what overtook it is refused too.
        entry.state().owed = true;
      }
    }
    return current;
  }

  /** What goes down with something bad beside it is taken away, or it is not; so once more. */
  private void refuseRemoval(Flight.Entry entry) {
    var state = entry.state();
    boolean isForgotten = unconfirmed.get(entry.name()) != state;
    state.owed = true;
    arrive(entry);
    boolean isLatest = state.inFlight == 0 && !sent.containsKey(entry.name());
    if (isLatest && !isForgotten && isSubscribed(entry.name())) {
      revert(entry);
      owe(entry.name());
    }
  }

  private void arrive(Flight.Entry entry) {
    var state = entry.state();
    state.inFlight--;
    if (entry.resource() == null) {
      state.removalsInFlight--;
    }
    if (state.inFlight == 0 && unconfirmed.get(entry.name()) == state) {
      unconfirmed.remove(entry.name());
    }
  }

  private void revert(Flight.Entry entry) {
    var confirmed = entry.state().confirmed;
    if (confirmed == null) {
      sent.remove(entry.name());
    } else {
      sent.put(entry.name(), confirmed);
    }
  }
}
