package dev.ballast.topology;

import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.BackendTrafficPolicy.Target;
import dev.ballast.world.BackendTrafficPolicy.TargetSelector;
import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.Route;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The part of a world that has to do with one policy: its targets, what is above and below them,
 * and the policies that aim at any of it. What becomes of the policy there is what becomes of it in
 * the whole world, but for the limits below.
 */
final class PolicyNeighbours {
  /**
   * Objects that a selector may bring in, and routes with policies below a Gateway. Enough for a
   * list that a person reads; a policy above ten thousand routes must not cost milliseconds.
   */
  static final int MOST = 100;

  private final World whole;
  private final BackendTrafficPolicy policy;
  private final Map<ObjectRef, WorldObject> objects = new LinkedHashMap<>();
  private final Set<ObjectId> gatewaysAimedAt = new HashSet<>();
  private int routesBelow;
  private boolean complete = true;

  private PolicyNeighbours(World whole, BackendTrafficPolicy policy) {
    this.whole = whole;
    this.policy = policy;
  }

  static PolicyNeighbours of(World world, BackendTrafficPolicy policy) {
    var neighbours = new PolicyNeighbours(world, policy);
    neighbours.addTargets();
    neighbours.addPolicies();
    neighbours.addAbove();
    neighbours.addPermissions();
    neighbours.add(policy);
    return neighbours;
  }

  World world() {
    return World.of(objects.values());
  }

  /** Whether no limit was met. */
  boolean areComplete() {
    return complete;
  }

  private void add(WorldObject object) {
    objects.put(object.ref(), object);
  }

  private void addTargets() {
    policy.targets().stream()
        .filter(target -> PolicyAttacher.TARGET_KINDS.contains(target.kind()))
        .forEach(target -> whole.get(target.in(policy.id().namespace())).ifPresent(this::add));
    for (TargetSelector selector : policy.selectors()) {
      var selected = selected(policy, selector, object -> true);
      complete &= selected.size() < MOST;
      selected.forEach(this::add);
    }
    objects.values().stream()
        .filter(Gateway.class::isInstance)
        .forEach(gateway -> gatewaysAimedAt.add(gateway.id()));
  }

  private List<WorldObject> selected(
      BackendTrafficPolicy selecting, TargetSelector selector, Predicate<WorldObject> also) {
    return PolicyClaims.Selected.by(
            selector,
            selecting.id().namespace(),
            whole.kind(selector.kind()),
            whole::namespaceLabels)
        .filter(also)
        .limit(MOST)
        .toList();
  }

  private void addPolicies() {
    var aiming = new ArrayList<BackendTrafficPolicy>();
    for (BackendTrafficPolicy other : candidates()) {
      if (!other.id().equals(policy.id())) {
        boolean aims = aimsHere(other);
        // One that selects may aim at anything; there are few of them.
        boolean selects = selects(other);
        if (aims || selects) {
          aiming.add(other);
        }
      }
    }
    aiming.forEach(this::add);
  }

  /** Below a Gateway any policy may sit, on whatever route; on a route there are few. */
  private Collection<BackendTrafficPolicy> candidates() {
    if (!gatewaysAimedAt.isEmpty()) {
      return whole.policies();
    }
    var candidates = new LinkedHashMap<ObjectId, BackendTrafficPolicy>();
    whole.policiesThatSelect().forEach(other -> candidates.put(other.id(), other));
    for (ObjectRef target : objects.keySet()) {
      whole.policiesAimingAt(target).forEach(other -> candidates.put(other.id(), other));
    }
    return candidates.values();
  }

  private boolean aimsHere(BackendTrafficPolicy other) {
    boolean here = false;
    for (Target target : other.targets()) {
      ObjectRef ref = target.in(other.id().namespace());
      here |= objects.containsKey(ref) || isAddedBelow(ref);
    }
    return here;
  }

  private boolean isAddedBelow(ObjectRef ref) {
    return !gatewaysAimedAt.isEmpty()
        && !ref.kind().equals(Gateway.KIND)
        && whole.get(ref).filter(this::isBelow).filter(this::addBelow).isPresent();
  }

  private boolean selects(BackendTrafficPolicy other) {
    if (!gatewaysAimedAt.isEmpty()) {
      other
          .selectors()
          .forEach(selector -> selected(other, selector, this::isBelow).forEach(this::addBelow));
    }
    return !other.selectors().isEmpty();
  }

  private boolean isBelow(WorldObject object) {
    return object instanceof Route route
        && route.parents().stream()
            .anyMatch(parent -> parent.isGateway() && gatewaysAimedAt.contains(parent.id()));
  }

  private boolean addBelow(WorldObject route) {
    if (objects.containsKey(route.ref())) {
      return true;
    }
    if (routesBelow == MOST) {
      complete = false;
      return false;
    }
    routesBelow++;
    add(route);
    return true;
  }

  private void addAbove() {
    var gateways = new HashSet<>(gatewaysAimedAt);
    for (WorldObject object : objects.values()) {
      if (object instanceof Route route) {
        route.parents().stream()
            .filter(Route.ParentRef::isGateway)
            .forEach(parent -> gateways.add(parent.id()));
      }
    }
    gateways.forEach(
        id ->
            whole
                .gateway(id)
                .ifPresent(
                    gateway -> {
                      add(gateway);
                      whole.gatewayClass(gateway.className()).ifPresent(this::add);
                    }));
  }

  private void addPermissions() {
    var namespaces = new HashSet<String>();
    objects.keySet().forEach(ref -> namespaces.add(ref.id().namespace()));
    namespaces.forEach(name -> whole.namespace(name).ifPresent(this::add));
    whole.grants().stream()
        .filter(grant -> namespaces.contains(grant.id().namespace()))
        .forEach(this::add);
  }
}
