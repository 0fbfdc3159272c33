package dev.ballast.snapshot;

import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.Map;

/**
 * Whose the parts of a resource are, such as the routes of a route configuration, by their names.
 *
 * @param groups each the same object for as long as its part of the resource is
 */
public record PartOwners(List<Map<String, List<ObjectRef>>> groups) {
  /** Of a resource without parts, or where all parts belong to its owners. */
  public static final PartOwners NONE = new PartOwners(List.of());

  public PartOwners {
    groups = List.copyOf(groups);
  }

  /** The most specific first; empty for a part that is nobody's. */
  public List<ObjectRef> of(String part) {
    return groups.stream()
        .filter(group -> group.containsKey(part))
        .findFirst()
        .map(group -> group.get(part))
        .orElse(List.of());
  }
}
