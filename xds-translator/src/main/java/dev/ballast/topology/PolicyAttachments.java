package dev.ballast.topology;

import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Which policy sits where. */
public final class PolicyAttachments {
  private final Map<PolicyTarget, ObjectId> owners;
  private final Map<ObjectId, List<PolicyOutcome>> outcomes;
  private final Map<ObjectId, Integer> places = new HashMap<>();

  /**
   * @param outcomes of all policies, oldest first
   */
  PolicyAttachments(
      Map<PolicyTarget, ObjectId> owners, SequencedMap<ObjectId, List<PolicyOutcome>> outcomes) {
    this.owners = owners;
    this.outcomes = outcomes;
    outcomes.keySet().forEach(policy -> places.put(policy, places.size()));
  }

  /** Where a policy stands among all of them, oldest first. */
  public int placeOf(ObjectId policy) {
    Integer place = places.get(policy);
    if (place == null) {
      throw new IllegalStateException("policy " + policy + " was never attached");
    }
    return place;
  }

  /**
   * The policy that applies, alone: the one on the rule, else on the route, else on the Gateway
   * listener, else on the Gateway. (The listener of a ListenerSet, and the ListenerSet, will stand
   * between route and Gateway listener.)
   */
  public Optional<ObjectId> effective(
      ResolvedRoute route, ResolvedRule rule, ResolvedListener listener) {
    ObjectRef whole = route.route().ref();
    return rule.rule()
        .name()
        .flatMap(name -> owner(new PolicyTarget(whole, Optional.of(name))))
        .or(() -> owner(new PolicyTarget(whole, Optional.empty())))
        .or(() -> owner(PolicyTarget.listener(listener)))
        .or(() -> owner(PolicyTarget.gateway(listener.gateway())));
  }

  public Optional<ObjectId> owner(PolicyTarget target) {
    return Optional.ofNullable(owners.get(target));
  }

  /** What became of the targets of a policy, in the order of targets. */
  public List<PolicyOutcome> outcomes(ObjectId policy) {
    return outcomes.getOrDefault(policy, List.of());
  }
}
