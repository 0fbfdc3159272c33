package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.Groups;
import dev.ballast.world.Metadata;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.ReferenceGrant;
import dev.ballast.world.Route;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gives each target to the first policy that asks for it. Policies come oldest first, so one pass
 * suffices: targets of different height never compete, they are told apart when a policy is looked
 * up.
 */
final class PolicyAttacher {
  /** Kinds the API lets a policy aim at. */
  static final Set<String> TARGET_KINDS =
      Set.of(
          Gateway.KIND,
          "ListenerSet",
          Route.Type.HTTP.kind(),
          Route.Type.GRPC.kind(),
          "TLSRoute",
          "TCPRoute",
          "UDPRoute");

  private final World world;
  private final Map<ObjectId, ResolvedGateway> ours;
  private final Grants grants;
  private final Map<PolicyTarget, BackendTrafficPolicy> owners = new HashMap<>();
  private final Map<String, List<WorldObject>> candidates = new HashMap<>();

  private PolicyAttacher(World world, Map<ObjectId, ResolvedGateway> ours, Grants grants) {
    this.world = world;
    this.ours = ours;
    this.grants = grants;
  }

  static PolicyAttachments attach(World world, Map<ObjectId, ResolvedGateway> ours, Grants grants) {
    var attacher = new PolicyAttacher(world, ours, grants);
    var outcomes = new HashMap<ObjectId, List<PolicyOutcome>>();
    for (BackendTrafficPolicy policy : world.policies()) {
      outcomes.put(policy.id(), attacher.attach(policy));
    }
    return new PolicyAttachments(attacher.owners, outcomes);
  }

  private List<PolicyOutcome> attach(BackendTrafficPolicy policy) {
    // A target written twice is one target: it does not compete with itself.
    var outcomes = new LinkedHashMap<PolicyTarget, PolicyOutcome>();
    for (Selected selected : selected(policy)) {
      var target = new PolicyTarget(selected.object().ref(), Optional.empty());
      outcomes.computeIfAbsent(
          target,
          t ->
              new PolicyOutcome(
                  t,
                  selected.path(),
                  selected.permitted() ? judge(policy, t) : new Verdict.NotPermitted()));
    }
    for (BackendTrafficPolicy.Target ref : policy.targets()) {
      var target =
          new PolicyTarget(
              ObjectRef.of(ref.kind(), policy.id().namespace(), ref.name()), ref.sectionName());
      outcomes.computeIfAbsent(target, t -> new PolicyOutcome(t, ref.path(), judge(policy, t)));
    }
    return List.copyOf(outcomes.values());
  }

  private Verdict judge(BackendTrafficPolicy policy, PolicyTarget target) {
    Optional<Verdict> obstacle =
        world
            .get(target.object())
            .map(object -> obstacle(object, target.section()))
            .orElse(Optional.of(new Verdict.TargetMissing()));
    return obstacle.orElseGet(
        () -> {
          BackendTrafficPolicy owner = owners.putIfAbsent(target, policy);
          return owner == null ? new Verdict.Attached() : new Verdict.Taken(owner.id());
        });
  }

  private Optional<Verdict> obstacle(WorldObject object, Optional<String> section) {
    return switch (object) {
      case Gateway gateway when !ours.containsKey(gateway.id()) ->
          Optional.of(new Verdict.Foreign());
      case Gateway gateway ->
          sectionObstacle(
              section, name -> gateway.listeners().stream().anyMatch(l -> l.name().equals(name)));
      case Route route when isForeign(route) -> Optional.of(new Verdict.Foreign());
      case Route route ->
          sectionObstacle(
              section,
              name ->
                  route.rules().stream().anyMatch(r -> r.name().map(name::equals).orElse(false)));
      default -> Optional.of(new Verdict.KindUnsupported());
    };
  }

  private static Optional<Verdict> sectionObstacle(
      Optional<String> section, Predicate<String> exists) {
    return section.isEmpty() || exists.test(section.get())
        ? Optional.empty()
        : Optional.of(new Verdict.SectionMissing());
  }

  /** Attached to Gateways, and to none of ours. */
  private boolean isForeign(Route route) {
    boolean elsewhere = false;
    for (Route.ParentRef parent : route.parents()) {
      if (parent.isGateway() && ours.containsKey(parent.id())) {
        return false;
      }
      elsewhere |= parent.isGateway() && world.gateway(parent.id()).isPresent();
    }
    return elsewhere;
  }

  private record Selected(WorldObject object, FieldPath path, boolean permitted) {}

  private List<Selected> selected(BackendTrafficPolicy policy) {
    var selected = new ArrayList<Selected>();
    var seen = new HashSet<ObjectRef>();
    for (BackendTrafficPolicy.TargetSelector selector : policy.selectors()) {
      for (WorldObject object : matching(policy.id().namespace(), selector)) {
        if (seen.add(object.ref())) {
          selected.add(new Selected(object, selector.path(), permits(policy, object)));
        }
      }
    }
    selected.sort(
        Comparator.comparing((Selected s) -> s.object().metadata(), Metadata.OLDEST_FIRST)
            .thenComparing(s -> s.object().ref()));
    return selected;
  }

  private List<WorldObject> matching(String own, BackendTrafficPolicy.TargetSelector selector) {
    if (!selector.group().equals(Groups.GATEWAY) || !TARGET_KINDS.contains(selector.kind())) {
      return List.of();
    }
    return candidates.computeIfAbsent(selector.kind(), world::ofKindSorted).stream()
        .filter(object -> selector.labels().matches(object.metadata().labels()))
        .filter(
            object -> {
              String other = object.id().namespace();
              return selector.namespaces().covers(own, other, world.namespaceLabels(other));
            })
        .toList();
  }

  private boolean permits(BackendTrafficPolicy policy, WorldObject object) {
    return grants.permit(
        new ReferenceGrant.From(
            Groups.ENVOY_GATEWAY, BackendTrafficPolicy.KIND, policy.id().namespace()),
        Groups.GATEWAY,
        object.kind(),
        object.id().namespace(),
        object.id().name());
  }
}
