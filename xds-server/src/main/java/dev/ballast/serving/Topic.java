package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * One resource type on one stream: what is asked for, and what is to be looked at before the next
 * response. Its {@link Ledger} knows what was sent and answered.
 */
final class Topic {
  /** Sets that once held more are given back when a rush is over. */
  private static final int MANY = 64;

  final ResourceType type;
  final Ledger held;
  final CulpritSearch culprits = new CulpritSearch();

  /** Since when a name has been held back for something it needs, in nanoseconds. */
  final Map<String, Long> heldSince = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private Set<String> dirty = new LinkedHashSet<>();
  private Set<String> owed = new HashSet<>();
  private int rush;
  private boolean seen;
  private boolean wildcard;
  private boolean owesAnswer;

  Topic(ResourceType type) {
    this.type = type;
    this.held = new Ledger(type);
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
    held.allSent().stream()
        .map(Resource::name)
        .filter(name -> !names.contains(name))
        .forEach(this::forget);
    dirty.removeIf(name -> !names.contains(name));
  }

  // What is to be sent.

  /** Names to look at again: something about them changed. */
  Set<String> dirty() {
    return dirty;
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

  void settle(String name) {
    owed.remove(name);
    dirty.remove(name);
    heldSince.remove(name);
  }

  /** Whether everything it should hold is sent and answered. */
  boolean isSettled() {
    return held.flights().isEmpty() && dirty.isEmpty();
  }

  /** Whether it was asked for by name, sent and accepted, with nothing owed. */
  boolean isAnswered(String name) {
    return names.contains(name)
        && held.sent(name) != null
        && !held.isInFlight(name)
        && !owed.contains(name);
  }

  boolean mayHoldMoreThanNothing() {
    return held.holdsUnknown() || !held.isEmpty() || !owed.isEmpty();
  }

  /** To be called now and then: gives back what a rush has left. */
  void rest(SortedMap<String, Resource> published) {
    if (rush > 0 && isSettled() && owed.isEmpty()) {
      held.rest(published);
      if (rush > MANY) {
        dirty = new LinkedHashSet<>();
        owed = new HashSet<>();
      }
      rush = 0;
    }
  }

  // What happens to it.

  /** Held from an earlier stream: we know its version only. */
  void hold(Resource stranger) {
    held.hold(stranger);
    dirty.add(stranger.name());
  }

  /** The Envoy holds exactly this. */
  void learn(Resource resource) {
    held.learn(resource);
    settle(resource.name());
  }

  void forget(String name) {
    held.forget(name);
    settle(name);
  }

  /** Changes as sent; what follows is {@link #accept} or {@link #refuse}. */
  void send(
      String nonce, List<Resource> resources, List<String> removed, long now, long changedAt) {
    var entries = new ArrayList<Flight.Entry>(resources.size() + removed.size());
    rush = Math.max(rush, Math.max(dirty.size(), 1));
    for (Resource resource : resources) {
      entries.add(held.send(resource.name(), resource, isOwed(resource.name())));
      settle(resource.name());
    }
    for (String name : removed) {
      entries.add(held.send(name, null, isOwed(name)));
      settle(name);
    }
    held.depart(new Flight(nonce, entries, now, changedAt, owesAnswer));
    owesAnswer = false;
  }

  void accept(Flight flight) {
    culprits.stopLeavingOut();
    held.accept(flight, this::isSubscribed).forEach(this::owe);
  }

  /**
   * @return the entries that nothing newer has overtaken
   */
  List<Flight.Entry> refuse(Flight flight) {
    var refused = held.refuse(flight);
    for (Flight.Entry entry : refused.current()) {
      dirty.add(entry.name());
      if (entry.state().owed) {
        owe(entry.name());
      }
    }
    refused.undone().stream().filter(this::isSubscribed).forEach(this::owe);
    return refused.current();
  }
}
