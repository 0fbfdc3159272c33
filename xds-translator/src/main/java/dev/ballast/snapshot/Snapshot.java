package dev.ballast.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * Everything the Envoys of one Gateway must have, by type and name. Immutable: a change makes
 * another snapshot that shares what the change did not touch, and remembers what it changed.
 */
public final class Snapshot {
  public static final Snapshot EMPTY = new Snapshot(Map.of(), new Object(), new Object(), Map.of());

  private static final TreePMap<String, Resource> NONE = TreePMap.empty();

  private final Map<ResourceType, TreePMap<String, Resource>> byType;

  // Tokens rather than snapshots, so that a snapshot keeps no older one alive.
  private final Object self;
  private final Object base;
  private final Map<ResourceType, Set<String>> changes;

  private Snapshot(
      Map<ResourceType, TreePMap<String, Resource>> byType,
      Object self,
      Object base,
      Map<ResourceType, Set<String>> changes) {
    this.byType = byType;
    this.self = self;
    this.base = base;
    this.changes = changes;
  }

  /**
   * @throws IllegalStateException when two resources share type and name: a bug in the plan
   */
  public static Snapshot of(Collection<Resource> resources) {
    var sorted = new EnumMap<ResourceType, TreeMap<String, Resource>>(ResourceType.class);
    for (Resource resource : resources) {
      var ofType = sorted.computeIfAbsent(resource.type(), type -> new TreeMap<>());
      if (ofType.put(resource.name(), resource) != null) {
        throw new IllegalStateException(
            "two resources of type " + resource.type() + " are named " + resource.name());
      }
    }
    var byType = new EnumMap<ResourceType, TreePMap<String, Resource>>(ResourceType.class);
    sorted.forEach((type, ofType) -> byType.put(type, TreePMap.fromSortedMap(ofType)));
    return new Snapshot(byType, new Object(), new Object(), Map.of());
  }

  /**
   * @param put new and changed resources
   * @param removed names by type
   * @return this snapshot when that changes nothing
   */
  public Snapshot changed(
      Collection<Resource> put, Map<ResourceType, ? extends Collection<String>> removed) {
    var next = new EnumMap<ResourceType, TreePMap<String, Resource>>(ResourceType.class);
    var names = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    removed.forEach(
        (type, gone) -> {
          for (String name : gone) {
            if (byType.getOrDefault(type, NONE).containsKey(name)) {
              next.merge(type, ofType(type).minus(name), (was, now) -> was.minus(name));
              names.computeIfAbsent(type, t -> new HashSet<>()).add(name);
            }
          }
        });
    for (Resource resource : put) {
      Resource before = ofType(resource.type()).get(resource.name());
      if (before == null || isChanged(before, resource)) {
        next.merge(
            resource.type(),
            ofType(resource.type()).plus(resource.name(), resource),
            (was, now) -> was.plus(resource.name(), resource));
        names.computeIfAbsent(resource.type(), t -> new HashSet<>()).add(resource.name());
      }
    }
    if (names.isEmpty()) {
      return this;
    }
    byType.forEach(next::putIfAbsent);
    return new Snapshot(next, new Object(), self, names);
  }

  public SortedMap<String, Resource> resources(ResourceType type) {
    return ofType(type);
  }

  private TreePMap<String, Resource> ofType(ResourceType type) {
    return byType.getOrDefault(type, NONE);
  }

  public Optional<Resource> get(ResourceType type, String name) {
    return Optional.ofNullable(ofType(type).get(name));
  }

  /** Names of resources that are new, gone, or have another version or other owners. */
  public Map<ResourceType, Set<String>> differencesFrom(Snapshot before) {
    if (before.self == self) {
      return Map.of();
    }
    if (before.self == base) {
      return changes;
    }
    var differences = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    for (ResourceType type : ResourceType.values()) {
      var names = differences(before.ofType(type), ofType(type));
      if (!names.isEmpty()) {
        differences.put(type, names);
      }
    }
    return differences;
  }

  /** Walks both in step: cheaper than a look-up for each of many thousands of names. */
  private static Set<String> differences(
      SortedMap<String, Resource> before, SortedMap<String, Resource> after) {
    if (before == after) {
      return Set.of();
    }
    var names = new HashSet<String>();
    var olds = before.values().iterator();
    var news = after.values().iterator();
    var old = nextOf(olds);
    var fresh = nextOf(news);
    while (old != null || fresh != null) {
      int order = order(old, fresh);
      if (order < 0 && old != null) {
        names.add(old.name());
      } else if (fresh != null && (order > 0 || isChanged(old, fresh))) {
        names.add(fresh.name());
      }
      old = order <= 0 ? nextOf(olds) : old;
      fresh = order >= 0 ? nextOf(news) : fresh;
    }
    return names;
  }

  private static @Nullable Resource nextOf(Iterator<Resource> resources) {
    return resources.hasNext() ? resources.next() : null;
  }

  private static int order(@Nullable Resource old, @Nullable Resource fresh) {
    if (old == null) {
      return 1;
    }
    if (fresh == null) {
      return -1;
    }
    // Equal names are nearly always the same string, which only equals sees at once.
    return old.name().equals(fresh.name()) ? 0 : old.name().compareTo(fresh.name());
  }

  /** Owners count too: they decide whose status tells of a rejection. */
  private static boolean isChanged(@Nullable Resource old, Resource fresh) {
    return old == null
        || !old.version().equals(fresh.version())
        || !old.owners().equals(fresh.owners());
  }

  /** References to resources that are not here; empty for a sound snapshot. */
  public List<Resource.Reference> danglingReferences() {
    var dangling = new ArrayList<Resource.Reference>();
    byType
        .values()
        .forEach(
            resources ->
                resources
                    .values()
                    .forEach(
                        resource ->
                            resource.references().stream()
                                .filter(r -> get(r.type(), r.name()).isEmpty())
                                .forEach(dangling::add)));
    return dangling;
  }
}
