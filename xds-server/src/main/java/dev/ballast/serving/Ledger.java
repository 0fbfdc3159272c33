package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an Envoy holds of one type, and what is on its way to it.
 *
 * <p>{@code sent} is what it will hold once it accepts all that is in flight; {@code unconfirmed}
 * remembers, for the few names in flight, what it is known to hold.
 */
final class Ledger {
  private final ResourceType type;
  private final Holdings sent = new Holdings();
  private final Set<String> strangers = new HashSet<>();
  private final LinkedHashMap<String, Flight> inFlight = new LinkedHashMap<>();
  private Map<String, Flight.Unconfirmed> unconfirmed = new HashMap<>();
  private String lastNonce = "";
  private boolean holdsUnknown;

  Ledger(ResourceType type) {
    this.type = type;
  }

  // What it holds.

  /** In the form that was sent last. */
  @Nullable Resource sent(String name) {
    return sent.get(name);
  }

  List<Resource> allSent() {
    var all = new ArrayList<Resource>(sent.size());
    sent.forEach(all::add);
    return all;
  }

  boolean isEmpty() {
    return sent.size() == 0;
  }

  /** Held from an earlier stream: we know its version only. */
  void hold(Resource stranger) {
    sent.put(stranger);
    strangers.add(stranger.name());
  }

  boolean hasStrangers() {
    return !strangers.isEmpty();
  }

  boolean isStranger(String name) {
    var held = sent.get(name);
    return held != null && StreamState.isStranger(held);
  }

  /** The Envoy holds exactly this. */
  void learn(Resource resource) {
    sent.put(resource);
    strangers.remove(resource.name());
  }

  void forget(String name) {
    sent.remove(name);
    unconfirmed.remove(name);
    strangers.remove(name);
  }

  /** The Envoy holds things of an earlier stream, which a full list without them would remove. */
  void holdUnknown() {
    holdsUnknown = true;
  }

  boolean holdsUnknown() {
    return holdsUnknown;
  }

  /** See {@link Holdings#follow}. */
  void follow(SortedMap<String, Resource> published, Set<String> changed) {
    sent.follow(published, changed);
  }

  /** Nothing is on its way: gives back what a rush has left. */
  void rest(SortedMap<String, Resource> published) {
    sent.rest(published);
    unconfirmed = new HashMap<>();
  }

  // What of it is certain.

  /** Whether some version of it is known to be there and not on its way out. */
  boolean isConfirmed(String name) {
    var state = unconfirmed.get(name);
    return state == null
        ? sent.contains(name)
        : state.confirmed != null && state.removalsInFlight == 0;
  }

  /** What it is known to hold while something newer is in flight. */
  @Nullable Resource confirmed(String name) {
    var state = unconfirmed.get(name);
    return state == null ? null : state.confirmed;
  }

  /** Whether the content is that which it is known to hold, in whatever version. */
  boolean isKnownToHold(Resource resource) {
    var known = isInFlight(resource.name()) ? confirmed(resource.name()) : sent(resource.name());
    return known != null && known.message().equals(resource.message());
  }

  boolean isInFlight(String name) {
    return unconfirmed.containsKey(name);
  }

  boolean isLeaving(String name) {
    var state = unconfirmed.get(name);
    return state != null && state.removalsInFlight > 0;
  }

  /** Names on their way in that were not there before, or the answer that there are none. */
  Set<String> arriving() {
    var arriving = new HashSet<String>();
    boolean isAnsweredByAbsence = type == ResourceType.ENDPOINT;
    unconfirmed.forEach(
        (name, state) -> {
          boolean isNew = state.confirmed == null || state.removalsInFlight > 0;
          if (isNew && (isAnsweredByAbsence || sent.contains(name))) {
            arriving.add(name);
          }
        });
    return arriving;
  }

  /** Whether any form that the Envoy may be using right now satisfies the condition. */
  boolean mayUse(Predicate<Resource> condition) {
    return sent.anyMatch(condition)
        || unconfirmed.values().stream()
            .anyMatch(state -> state.confirmed != null && condition.test(state.confirmed))
        || inFlight.values().stream()
            .flatMap(flight -> flight.entries().stream())
            .anyMatch(entry -> entry.resource() != null && condition.test(entry.resource()));
  }

  int confirmedCount() {
    int arriving = (int) unconfirmed.keySet().stream().filter(sent::contains).count();
    return sent.size()
        - arriving
        + (int) unconfirmed.values().stream().filter(state -> state.confirmed != null).count();
  }

  // What is in flight.

  Collection<Flight> flights() {
    return inFlight.values();
  }

  boolean isUnanswered(String nonce) {
    return inFlight.containsKey(nonce);
  }

  /** The nonce of the newest response; empty before the first. */
  String lastNonce() {
    return lastNonce;
  }

  /** Notes a change that goes out with the next {@link #depart}. */
  Flight.Entry send(String name, @Nullable Resource resource, boolean isOwed) {
    var state = unconfirmed.get(name);
    if (state == null) {
      state = new Flight.Unconfirmed();
      state.confirmed = sent.get(name);
      unconfirmed.put(name, state);
    }
    state.inFlight++;
    if (resource == null) {
      state.removalsInFlight++;
      sent.remove(name);
    } else {
      sent.put(resource);
    }
    return new Flight.Entry(name, resource, state, isOwed);
  }

  void depart(Flight flight) {
    lastNonce = flight.nonce();
    inFlight.put(flight.nonce(), flight);
  }

  @Nullable Flight land(String nonce) {
    return inFlight.remove(nonce);
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

  /**
   * @return names that were asked for again while the answer to the first time was on its way: it
   *     may hold them or not
   */
  List<String> accept(Flight flight, Predicate<String> isSubscribed) {
    holdsUnknown = false;
    var recalled = new ArrayList<String>();
    for (Flight.Entry entry : flight.entries()) {
      var state = entry.state();
      state.confirmed = entry.resource();
      state.owed = false;
      if (!isStranger(entry.name())) {
        strangers.remove(entry.name());
      }
      boolean isForgotten = arrive(entry);
      if (isForgotten && isSubscribed.test(entry.name()) && recall(entry)) {
        recalled.add(entry.name());
      }
    }
    return recalled;
  }

  private boolean recall(Flight.Entry entry) {
    var resource = entry.resource();
    if (resource == null) {
      return false;
    }
    var newer = unconfirmed.get(entry.name());
    if (newer == null) {
      sent.put(resource);
      return true;
    }
    newer.confirmed = resource;
    newer.owed = true;
    return false;
  }

  /**
   * @param current entries that nothing newer has overtaken
   * @param undone removals that may have been done or not
   */
  record Refused(List<Flight.Entry> current, List<String> undone) {}

  /** Goes back to what the Envoy is known to hold. */
  Refused refuse(Flight flight) {
    var current = new ArrayList<Flight.Entry>();
    var undone = new ArrayList<String>();
    for (Flight.Entry entry : flight.entries()) {
      var state = entry.state();
      boolean isRemoval = entry.resource() == null;
      // What goes down with something bad beside it is taken away, or it is not.
      state.owed |= entry.wasOwed() || isRemoval;
      boolean isForgotten = arrive(entry);
      boolean isLatest = state.inFlight == 0 && sent.contains(entry.name()) != isRemoval;
      if (isLatest && !isForgotten) {
        if (isRemoval) {
          undone.add(entry.name());
        } else {
          current.add(entry);
        }
        // A user may still be there and must be reckoned with; what is used may be gone.
        if (!isRemoval || usesOthers()) {
          revert(entry);
        }
      } else if (flight.entries().size() > 1) {
        // Overtaken. Envoy may have kept it, which matters once what overtook it is refused too.
        state.owed = true;
      }
    }
    return new Refused(current, undone);
  }

  private boolean usesOthers() {
    return type == ResourceType.LISTENER || type == ResourceType.ROUTE;
  }

  /** Whether the name was forgotten while this was in flight. */
  private boolean arrive(Flight.Entry entry) {
    var state = entry.state();
    boolean isForgotten = unconfirmed.get(entry.name()) != state;
    state.inFlight--;
    if (entry.resource() == null) {
      state.removalsInFlight--;
    }
    if (state.inFlight == 0 && !isForgotten) {
      unconfirmed.remove(entry.name());
    }
    return isForgotten;
  }

  private void revert(Flight.Entry entry) {
    var confirmed = entry.state().confirmed;
    if (confirmed == null) {
      sent.remove(entry.name());
    } else {
      sent.put(confirmed);
    }
  }
}
