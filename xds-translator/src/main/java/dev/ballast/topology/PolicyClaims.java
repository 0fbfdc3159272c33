package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.memo.Inputs;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.Groups;
import dev.ballast.world.Metadata;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.ObjectsOfKind;
import dev.ballast.world.ReferenceGrant;
import dev.ballast.world.Route;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one policy asks for, and what stands in its way, whatever other policies there are.
 *
 * @param claims one for each target, in the order of targets
 */
record PolicyClaims(ObjectId policy, List<Claim> claims) {
  PolicyClaims {
    claims = List.copyOf(claims);
  }

  /**
   * @param path where the target, or the selector that chose it, is written
   * @param obstacle why the policy cannot have it; without one, the first policy that asks gets it
   */
  record Claim(PolicyTarget target, FieldPath path, Optional<Verdict> obstacle) {}

  /**
   * Sees one policy and what it aims at.
   *
   * @param inputs where targets are looked up
   */
  record Source(PolicyAim aim, AttachInputs inputs) implements Inputs {
    @Override
    public @Nullable Object[] parts() {
      var parts = new ArrayList<@Nullable Object>();
      parts.add(aim);
      for (Object part : inputs.surroundings()) {
        parts.add(part);
      }
      for (BackendTrafficPolicy.Target target : aim.targets()) {
        parts.add(inputs.object(target.in(aim.policy().namespace())).orElse(null));
      }
      for (BackendTrafficPolicy.TargetSelector selector : aim.selectors()) {
        parts.add(inputs.ofKind(selector.kind()));
      }
      return parts.toArray();
    }
  }

  static PolicyClaims of(Source source) {
    PolicyAim aim = source.aim();
    // A target written twice is one target: it does not compete with itself.
    var claims = new LinkedHashMap<PolicyTarget, Claim>();
    for (Selected selected : selected(aim, source.inputs())) {
      var target = new PolicyTarget(selected.object().ref(), Optional.empty());
      claims.computeIfAbsent(
          target,
          t ->
              new Claim(
                  t,
                  selected.path(),
                  selected.permitted()
                      ? obstacle(t, source.inputs())
                      : Optional.of(new Verdict.NotPermitted())));
    }
    for (BackendTrafficPolicy.Target ref : aim.targets()) {
      var target = new PolicyTarget(ref.in(aim.policy().namespace()), ref.sectionName());
      claims.computeIfAbsent(target, t -> new Claim(t, ref.path(), obstacle(t, source.inputs())));
    }
    return new PolicyClaims(aim.policy(), List.copyOf(claims.values()));
  }

  private static Optional<Verdict> obstacle(PolicyTarget target, AttachInputs inputs) {
    return inputs
        .object(target.object())
        .map(object -> obstacle(object, target.section(), inputs))
        .orElse(Optional.of(new Verdict.TargetMissing()));
  }

  private static Optional<Verdict> obstacle(
      WorldObject object, Optional<String> section, AttachInputs inputs) {
    return switch (object) {
      case Gateway gateway when !inputs.ours().containsKey(gateway.id()) ->
          Optional.of(new Verdict.Foreign());
      case Gateway gateway ->
          sectionObstacle(
              section, gateway.listeners().stream().map(Gateway.Listener::name).toList());
      case Route route when isForeign(route, inputs) -> Optional.of(new Verdict.Foreign());
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
  private static boolean isForeign(Route route, AttachInputs inputs) {
    boolean elsewhere = false;
    for (Route.ParentRef parent : route.parents()) {
      if (parent.isGateway() && inputs.ours().containsKey(parent.id())) {
        return false;
      }
      elsewhere |= parent.isGateway() && inputs.hasGateway(parent.id());
    }
    return elsewhere;
  }

  /** An object that a selector chose. */
  record Selected(WorldObject object, FieldPath path, boolean permitted) {
    /**
     * What a selector chooses, whether that is permitted or not; oldest first.
     *
     * @param own the policy's namespace
     * @param objects those of the selector's kind
     * @param labels of a namespace, by its name
     */
    static Stream<WorldObject> by(
        BackendTrafficPolicy.TargetSelector selector,
        String own,
        ObjectsOfKind objects,
        Function<String, Map<String, String>> labels) {
      if (!selector.group().equals(Groups.GATEWAY)
          || !PolicyAttacher.TARGET_KINDS.contains(selector.kind())) {
        return Stream.of();
      }
      return objects.oldestFirst().stream()
          .filter(object -> selector.labels().matches(object.metadata().labels()))
          .filter(
              object -> {
                String other = object.id().namespace();
                return selector.namespaces().covers(own, other, labels.apply(other));
              });
    }
  }

  private static List<Selected> selected(PolicyAim aim, AttachInputs inputs) {
    var selected = new ArrayList<Selected>();
    var seen = new HashSet<ObjectRef>();
    for (BackendTrafficPolicy.TargetSelector selector : aim.selectors()) {
      var chosen =
          Selected.by(
                  selector,
                  aim.policy().namespace(),
                  inputs.ofKind(selector.kind()),
                  inputs::namespaceLabels)
              .toList();
      for (WorldObject object : chosen) {
        if (seen.add(object.ref())) {
          selected.add(new Selected(object, selector.path(), permits(aim, object, inputs)));
        }
      }
    }
    selected.sort(
        Comparator.comparing((Selected s) -> s.object().metadata(), Metadata.OLDEST_FIRST)
            .thenComparing(s -> s.object().ref()));
    return selected;
  }

  private static boolean permits(PolicyAim aim, WorldObject object, AttachInputs inputs) {
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
