package dev.ballast.infrastructure;

import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The ConfigMaps that Gateways and classes refer to, and no others: each is watched once, for as
 * long as somebody follows it.
 */
final class ParameterMaps {
  private final ConfigMapSource source;
  private final List<Consumer<ObjectRef>> hearers = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private final Map<ObjectRef, Set<ObjectId>> followed = new HashMap<>();
  private final Map<ObjectId, Seen> seen = new HashMap<>();

  /** Guarded by the maps it is in. */
  private static final class Seen {
    private Sighting last = Sighting.AWAITED;
    private ConfigMapSource.Watch watch = () -> {};
  }

  ParameterMaps(ConfigMapSource source) {
    this.source = source;
  }

  /** Told of those who follow a ConfigMap of which there is news; must not block. */
  void tell(Consumer<ObjectRef> hearer) {
    hearers.add(hearer);
  }

  /** From now on, and instead of those before. */
  synchronized void follow(ObjectRef follower, Set<ObjectId> configMaps) {
    var wanted = Set.copyOf(configMaps);
    var before =
        Optional.ofNullable(
                wanted.isEmpty() ? followed.remove(follower) : followed.put(follower, wanted))
            .orElse(Set.of());
    if (!wanted.equals(before)) {
      wanted.forEach(this::open);
      before.forEach(this::closeUnlessFollowed);
    }
  }

  void forget(ObjectRef follower) {
    follow(follower, Set.of());
  }

  synchronized Sighting of(ObjectId configMap) {
    Seen known = seen.get(configMap);
    return known == null ? Sighting.AWAITED : known.last;
  }

  private void open(ObjectId configMap) {
    if (!seen.containsKey(configMap)) {
      var fresh = new Seen();
      seen.put(configMap, fresh);
      fresh.watch = source.watch(configMap, now -> enter(configMap, fresh, now));
    }
  }

  private void closeUnlessFollowed(ObjectId configMap) {
    if (followed.values().stream().noneMatch(maps -> maps.contains(configMap))) {
      Optional.ofNullable(seen.remove(configMap)).ifPresent(gone -> gone.watch.close());
    }
  }

  private void enter(ObjectId configMap, Seen of, Sighting now) {
    var followers = new ArrayList<ObjectRef>();
    synchronized (this) {
      if (seen.get(configMap) != of || of.last.equals(now)) {
        return; // of a watch that is closed, or no news
      }
      of.last = now;
      followed.forEach(
          (follower, maps) -> {
            if (maps.contains(configMap)) {
              followers.add(follower);
            }
          });
    }
    followers.forEach(follower -> hearers.forEach(hearer -> hearer.accept(follower)));
  }
}
