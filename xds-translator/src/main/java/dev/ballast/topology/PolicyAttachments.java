package dev.ballast.topology;

import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which policy sits where. */
public final class PolicyAttachments {
  private final Map<PolicyTarget, BackendTrafficPolicy> owners;
  private final Map<ObjectId, List<PolicyOutcome>> outcomes;

  PolicyAttachments(
      Map<PolicyTarget, BackendTrafficPolicy> owners, Map<ObjectId, List<PolicyOutcome>> outcomes) {
    this.owners = owners;
    this.outcomes = outcomes;
  }

  /**
   * The policy that applies, alone: the one on the rule, else on the route, else on the Gateway
   * listener, else on the Gateway. (The listener of a ListenerSet, and the ListenerSet, will stand
   * between route and Gateway listener.)
   */
  public Optional<BackendTrafficPolicy> effective(
      ResolvedRoute route, ResolvedRule rule, ResolvedListener listener) {
    return Stream.of(
            rule.rule()
                .name()
                .map(name -> new PolicyTarget(route.route().ref(), Optional.of(name))),
            Optional.of(new PolicyTarget(route.route().ref(), Optional.empty())),
            Optional.of(PolicyTarget.listener(listener)),
            Optional.of(PolicyTarget.gateway(listener.gateway())))
        .flatMap(Optional::stream)
        .flatMap(target -> owner(target).stream())
        .findFirst();
  }

  public Optional<BackendTrafficPolicy> owner(PolicyTarget target) {
    return Optional.ofNullable(owners.get(target));
  }

  /** What became of the targets of a policy, in the order of targets. */
  public List<PolicyOutcome> outcomes(BackendTrafficPolicy policy) {
    return outcomes.getOrDefault(policy.id(), List.of());
  }
}
