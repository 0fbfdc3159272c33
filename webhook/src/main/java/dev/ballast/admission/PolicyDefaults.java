package dev.ballast.admission;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.List;

/**
 * The defaults that a schema cannot say, because they depend on another field.
 *
 * <p>A policy that says nothing of load balancing means least request, and the stored object shows
 * it. One that merges with its parent must stay silent: a default would wipe what the parent says.
 */
final class PolicyDefaults {
  private static final String SPEC = "spec";
  private static final String LOAD_BALANCER = "loadBalancer";
  private static final Node LEAST_REQUEST = Nodes.object().with("type", "LeastRequest").build();

  private PolicyDefaults() {}

  /** What is to be added; nothing when it is there already. */
  static List<Addition> of(ObjectNode policy) {
    return Trees.object(policy, SPEC)
        .filter(spec -> !Trees.has(spec, LOAD_BALANCER) && !Trees.has(spec, "mergeType"))
        .map(spec -> List.of(new Addition("/spec/loadBalancer", LEAST_REQUEST)))
        .orElse(List.of());
  }

  /** The policy with its defaults. */
  static ObjectNode fill(ObjectNode policy) {
    return of(policy).isEmpty()
        ? policy
        : Nodes.with(
            policy,
            SPEC,
            Nodes.with(Trees.object(policy, SPEC).orElseThrow(), LOAD_BALANCER, LEAST_REQUEST));
  }
}
