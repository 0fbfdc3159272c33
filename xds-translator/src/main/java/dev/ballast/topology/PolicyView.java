package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.BackendTrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy in its surroundings: all that its status and its findings may look at.
 *
 * @param controllerName signs what is said about objects that no class of ours is above of
 * @param targets in the order of targets
 */
public record PolicyView(
    BackendTrafficPolicy policy, String controllerName, List<TargetView> targets)
    implements Inputs {
  public PolicyView {
    targets = List.copyOf(targets);
  }

  /**
   * One target.
   *
   * @param gateway the Gateway aimed at, if it is one of ours
   * @param route the route aimed at, if there is one
   * @param overridden what takes precedence over the policy there
   */
  public record TargetView(
      PolicyOutcome outcome,
      Optional<ResolvedGateway> gateway,
      Optional<ResolvedRoute> route,
      Optional<Overrides.Overridden> overridden) {}

  public static PolicyView of(
      Topology topology, BackendTrafficPolicy policy, String controllerName) {
    var targets = new ArrayList<TargetView>();
    for (PolicyOutcome outcome : topology.attachments().outcomes(policy.id())) {
      PolicyTarget target = outcome.target();
      targets.add(
          new TargetView(
              outcome,
              target.isGateway()
                  ? Optional.ofNullable(topology.gateways().get(target.object().id()))
                  : Optional.empty(),
              topology.routes().get(target.object()),
              topology.overrides().of(target)));
    }
    return new PolicyView(policy, controllerName, targets);
  }

  public List<PolicyOutcome> outcomes() {
    return targets.stream().map(TargetView::outcome).toList();
  }

  @Override
  public @Nullable Object[] parts() {
    @Nullable Object[] parts = new @Nullable Object[2 + 4 * targets.size()];
    parts[0] = policy;
    parts[1] = controllerName;
    int next = 2;
    for (TargetView target : targets) {
      parts[next++] = target.outcome();
      parts[next++] = target.gateway().orElse(null);
      parts[next++] = target.route().orElse(null);
      parts[next++] = target.overridden().orElse(null);
    }
    return parts;
  }
}
