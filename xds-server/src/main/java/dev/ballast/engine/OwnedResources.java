package dev.ballast.engine;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which resources an object owns, by gateway. Follows the snapshots: a step costs what differs, and
 * a resource of many owners that stays theirs costs one comparison.
 */
final class OwnedResources {
  private record Place(ResourceType type, String name) {}

  private final Map<ObjectRef, SortedMap<ObjectId, Set<Place>>> places = new HashMap<>();
  private SortedMap<ObjectId, Snapshot> snapshots = Collections.emptySortedMap();

  void follow(SortedMap<ObjectId, Snapshot> next) {
    var gateways = new TreeSet<>(snapshots.keySet());
    gateways.addAll(next.keySet());
    for (ObjectId gateway : gateways) {
      Snapshot before = snapshots.getOrDefault(gateway, Snapshot.EMPTY);
      Snapshot after = next.getOrDefault(gateway, Snapshot.EMPTY);
      after
          .differencesFrom(before)
          .forEach(
              (type, names) ->
                  names.forEach(
                      name ->
                          pass(
                              gateway,
                              new Place(type, name),
                              owners(before, type, name),
                              owners(after, type, name))));
    }
    snapshots = next;
  }

  /** What the object owns now, as it is published. */
  SortedMap<ObjectId, List<Resource>> of(ObjectRef owner) {
    var owned = new TreeMap<ObjectId, List<Resource>>();
    places
        .getOrDefault(owner, Collections.emptySortedMap())
        .forEach(
            (gateway, here) -> {
              Snapshot snapshot = snapshots.getOrDefault(gateway, Snapshot.EMPTY);
              owned.put(
                  gateway,
                  here.stream()
                      .flatMap(place -> snapshot.get(place.type(), place.name()).stream())
                      .toList());
            });
    return owned;
  }

  /** All who own something in a gateway. */
  Set<ObjectRef> ownersIn(ObjectId gateway) {
    var owners = new HashSet<ObjectRef>();
    places.forEach(
        (owner, here) -> {
          if (here.containsKey(gateway)) {
            owners.add(owner);
          }
        });
    return owners;
  }

  private static List<ObjectRef> owners(Snapshot snapshot, ResourceType type, String name) {
    return snapshot.get(type, name).map(Resource::owners).orElse(List.of());
  }

  private void pass(ObjectId gateway, Place place, List<ObjectRef> from, List<ObjectRef> to) {
    if (from.equals(to)) {
      return;
    }
    var kept = new HashSet<>(to);
    for (ObjectRef owner : from) {
      if (!kept.contains(owner)) {
        leave(owner, gateway, place);
      }
    }
    var known = new HashSet<>(from);
    for (ObjectRef owner : to) {
      if (!known.contains(owner)) {
        places
            .computeIfAbsent(owner, o -> new TreeMap<>())
            .computeIfAbsent(gateway, g -> new HashSet<>())
            .add(place);
      }
    }
  }

  private void leave(ObjectRef owner, ObjectId gateway, Place place) {
    places.computeIfPresent(
        owner,
        (o, everywhere) -> {
          everywhere.computeIfPresent(
              gateway,
              (g, here) -> {
                here.remove(place);
                return here.isEmpty() ? null : here;
              });
          return everywhere.isEmpty() ? null : everywhere;
        });
  }
}
