package dev.ballast.world;

import dev.ballast.world.BackendTrafficPolicy.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;

/**
 * Traffic policies by what they name as a target, and those that select theirs by label. By name
 * only, so that a policy that says something else of the same targets changes nothing. Immutable.
 */
final class PoliciesByTarget {
  static final PoliciesByTarget EMPTY =
      new PoliciesByTarget(HashTreePMap.empty(), HashTreePSet.empty());

  private final HashPMap<ObjectRef, List<ObjectId>> byTarget;
  private final MapPSet<ObjectId> selecting;

  private PoliciesByTarget(
      HashPMap<ObjectRef, List<ObjectId>> byTarget, MapPSet<ObjectId> selecting) {
    this.byTarget = byTarget;
    this.selecting = selecting;
  }

  List<ObjectId> aimingAt(ObjectRef target) {
    List<ObjectId> policies = byTarget.get(target);
    return policies == null ? List.of() : policies;
  }

  /** Those that have a selector, whatever they name besides. */
  Set<ObjectId> selecting() {
    return selecting;
  }

  /**
   * @param before all policies as they were
   * @param objects those that changed; empty for one that is gone
   */
  PoliciesByTarget changed(ObjectsOfKind before, Map<ObjectId, Optional<WorldObject>> objects) {
    var touched = new HashMap<ObjectRef, List<ObjectId>>();
    var selectors = selecting;
    for (var entry : objects.entrySet()) {
      ObjectId id = entry.getKey();
      var old = before.find(BackendTrafficPolicy.class, id);
      var now = entry.getValue().map(BackendTrafficPolicy.class::cast);
      Set<ObjectRef> left = targets(old);
      Set<ObjectRef> taken = targets(now);
      left.stream()
          .filter(target -> !taken.contains(target))
          .forEach(target -> editable(target, touched).remove(id));
      taken.stream()
          .filter(target -> !left.contains(target))
          .forEach(target -> editable(target, touched).add(id));
      selectors =
          now.filter(policy -> !policy.selectors().isEmpty()).isPresent()
              ? selectors.plus(id)
              : selectors.minus(id);
    }
    var next = byTarget;
    for (var entry : touched.entrySet()) {
      next =
          entry.getValue().isEmpty()
              ? next.minus(entry.getKey())
              : next.plus(entry.getKey(), List.copyOf(entry.getValue()));
    }
    return new PoliciesByTarget(next, selectors);
  }

  private static Set<ObjectRef> targets(Optional<BackendTrafficPolicy> policy) {
    var targets = new HashSet<ObjectRef>();
    policy.ifPresent(
        p -> {
          for (Target target : p.targets()) {
            targets.add(target.in(p.id().namespace()));
          }
        });
    return targets;
  }

  private List<ObjectId> editable(ObjectRef target, Map<ObjectRef, List<ObjectId>> touched) {
    return touched.computeIfAbsent(target, t -> new ArrayList<>(aimingAt(t)));
  }
}
