package dev.ballast.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything the Envoys of one Gateway must have, by type and name. Immutable. */
public final class Snapshot {
  public static final Snapshot EMPTY = of(List.of());

  private final Map<ResourceType, SortedMap<String, Resource>> byType;

  private Snapshot(Map<ResourceType, SortedMap<String, Resource>> byType) {
    this.byType = byType;
  }

  /**
   * @throws IllegalStateException when two resources share type and name: a bug in the plan
   */
  public static Snapshot of(Collection<Resource> resources) {
    var byType = new EnumMap<ResourceType, SortedMap<String, Resource>>(ResourceType.class);
    for (Resource resource : resources) {
      var ofType = byType.computeIfAbsent(resource.type(), type -> new TreeMap<>());
      if (ofType.put(resource.name(), resource) != null) {
        throw new IllegalStateException(
            "two resources of type " + resource.type() + " are named " + resource.name());
      }
    }
    byType.replaceAll((type, map) -> Collections.unmodifiableSortedMap(map));
    return new Snapshot(byType);
  }

  public SortedMap<String, Resource> resources(ResourceType type) {
    return byType.getOrDefault(type, Collections.emptySortedMap());
  }

  public Optional<Resource> get(ResourceType type, String name) {
    return Optional.ofNullable(resources(type).get(name));
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
