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
import org.jspecify.annotations.Nullable;

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

  private final AttachInputs inputs;
  private final Map<PolicyTarget, ObjectId> owners = new HashMap<>();

  private PolicyAttacher(AttachInputs inputs) {
    this.inputs = inputs;
  }

  static PolicyAttachments attach(AttachInputs inputs, @Nullable PolicyAttachments previous) {
    var attacher = new PolicyAttacher(inputs);
    var outcomes = new LinkedHashMap<ObjectId, List<PolicyOutcome>>();
    for (PolicyAim aim : inputs.aims()) {
      List<PolicyOutcome> fresh = attacher.attach(aim);
      List<PolicyOutcome> known = previous == null ? null : previous.outcomes(aim.policy());
      outcomes.put(aim.policy(), fresh.equals(known) ? known : fresh);
    }
    return new PolicyAttachments(attacher.owners, outcomes);
  }

  private List<PolicyOutcome> attach(PolicyAim aim) {
    // A target written twice is one target: it does not compete with itself.
    var outcomes = new LinkedHashMap<PolicyTarget, PolicyOutcome>();
    for (Selected selected : selected(aim)) {
      var target = new PolicyTarget(selected.object().ref(), Optional.empty());
      outcomes.computeIfAbsent(
          target,
          t ->
              new PolicyOutcome(
                  t,
                  selected.path(),
                  selected.permitted() ? judge(aim, t) : new Verdict.NotPermitted()));
    }
    for (BackendTrafficPolicy.Target ref : aim.targets()) {
      var target =
          new PolicyTarget(
              ObjectRef.of(ref.kind(), aim.policy().namespace(), ref.name()), ref.sectionName());
      outcomes.computeIfAbsent(target, t -> new PolicyOutcome(t, ref.path(), judge(aim, t)));
    }
    return List.copyOf(outcomes.values());
  }

  private Verdict judge(PolicyAim aim, PolicyTarget target) {
    Optional<Verdict> obstacle =
        inputs
            .object(target.object())
            .map(object -> obstacle(object, target.section()))
            .orElse(Optional.of(new Verdict.TargetMissing()));
    return obstacle.orElseGet(
        () -> {
          ObjectId owner = owners.putIfAbsent(target, aim.policy());
          return owner == null ? new Verdict.Attached() : new Verdict.Taken(owner);
        });
  }

  private Optional<Verdict> obstacle(WorldObject object, Optional<String> section) {
    return switch (object) {
      case Gateway gateway when !inputs.ours().containsKey(gateway.id()) ->
          Optional.of(new Verdict.Foreign());
      case Gateway gateway ->
          sectionObstacle(
              section, gateway.listeners().stream().map(Gateway.Listener::name).toList());
      case Route route when isForeign(route) -> Optional.of(new Verdict.Foreign());
      case Route route ->
          sectionObstacle(
              section,
              route.rules().stream().map(Route.Rule::name).flatMap(Optional::stream).toList());
      default -> Optional.of(new Verdict.KindUnsupported());
    };
  }

  private static Optional<Verdict> sectionObstacle(
      Optional<String> section, List<String> existing) {
    return section.isEmpty() || existing.contains(section.get())
        ? Optional.empty()
        : Optional.of(new Verdict.SectionMissing(existing));
  }

  /** Attached to Gateways, and to none of ours. */
  private boolean isForeign(Route route) {
    boolean elsewhere = false;
    for (Route.ParentRef parent : route.parents()) {
      if (parent.isGateway() && inputs.ours().containsKey(parent.id())) {
        return false;
      }
      elsewhere |= parent.isGateway() && inputs.hasGateway(parent.id());
    }
    return elsewhere;
  }

  private record Selected(WorldObject object, FieldPath path, boolean permitted) {}

  private List<Selected> selected(PolicyAim aim) {
    var selected = new ArrayList<Selected>();
    var seen = new HashSet<ObjectRef>();
    for (BackendTrafficPolicy.TargetSelector selector : aim.selectors()) {
      for (WorldObject object : matching(aim.policy().namespace(), selector)) {
        if (seen.add(object.ref())) {
          selected.add(new Selected(object, selector.path(), permits(aim, object)));
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
    return inputs.ofKind(selector.kind()).oldestFirst().stream()
        .filter(object -> selector.labels().matches(object.metadata().labels()))
        .filter(
            object -> {
              String other = object.id().namespace();
              return selector.namespaces().covers(own, other, inputs.namespaceLabels(other));
            })
        .toList();
  }

  private boolean permits(PolicyAim aim, WorldObject object) {
    return inputs
        .grants()
        .permit(
            new ReferenceGrant.From(
                Groups.ENVOY_GATEWAY, BackendTrafficPolicy.KIND, aim.policy().namespace()),
            Groups.GATEWAY,
            object.kind(),
            object.id().namespace(),
            object.id().name());
  }
}
