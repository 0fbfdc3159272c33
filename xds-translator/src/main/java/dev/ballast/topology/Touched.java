package dev.ballast.topology;

import dev.ballast.memo.MemoList;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.Route;
import dev.ballast.world.Service;
import dev.ballast.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What a step from one world to the next may have touched: lets a stage pass over a thousand
 * elements without following the references of each.
 *
 * @param changes empty when the worlds are not next to each other: anything may be touched then
 * @param services those that changed, or whose slices did
 * @param isAnyTarget whether anything changed that a policy can aim at
 */
record Touched(Optional<Set<ObjectRef>> changes, Set<ObjectId> services, boolean isAnyTarget) {
  static Touched between(World before, World now) {
    var changes = now.changesSince(before);
    var services = new HashSet<ObjectId>();
    changes.ifPresent(
        refs -> {
          services.addAll(Reaches.touched(refs, now, before));
          for (ObjectRef ref : refs) {
            if (ref.kind().equals(Service.KIND)) {
              services.add(ref.id());
            }
          }
        });
    boolean isAnyTarget =
        changes
            .map(
                refs -> refs.stream().anyMatch(r -> PolicyAttacher.TARGET_KINDS.contains(r.kind())))
            .orElse(true);
    return new Touched(changes, services, isAnyTarget);
  }

  /** Which of these routes have a backend that was touched, by place. */
  IntPredicate backendsOf(List<Route> routes) {
    return changes.isPresent() && services.isEmpty()
        ? MemoList.NEVER
        : place -> isAnyBackendOf(routes.get(place));
  }

  /** Which of these policies aim at something that was touched, by place. */
  IntPredicate targetsOf(List<PolicyAim> aims) {
    return isAnyTarget ? place -> isAnyTargetOf(aims.get(place)) : MemoList.NEVER;
  }

  private boolean isAnyBackendOf(Route route) {
    if (changes.isEmpty()) {
      return true;
    }
    for (Route.Rule rule : route.rules()) {
      for (Route.BackendRef ref : rule.backends()) {
        if (services.contains(ref.id())) {
          return true;
        }
      }
    }
    return false;
  }

  /** A selector may choose whatever changed. */
  private boolean isAnyTargetOf(PolicyAim aim) {
    if (changes.isEmpty() || !aim.selectors().isEmpty()) {
      return true;
    }
    for (BackendTrafficPolicy.Target target : aim.targets()) {
      if (changes.get().contains(target.in(aim.policy().namespace()))) {
        return true;
      }
    }
    return false;
  }
}
