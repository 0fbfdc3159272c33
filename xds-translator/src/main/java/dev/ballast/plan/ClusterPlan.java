package dev.ballast.plan;

import dev.ballast.policy.TrafficSettings;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/**
 * A set of endpoints that are chosen among.
 *
 * @param name {@code httproute/<ns>/<name>/rule/<i>}, with {@code /backend/<k>} when there is one
 *     per backendRef
 * @param protocol what Envoy speaks to the endpoints
 * @param settings what the policy says
 * @param zones zone routing in force: the policy's, else what the Service asks for
 * @param weighted whether several backendRefs share it, so that their weights must be honoured by
 *     the algorithm
 * @param origin the route object it comes from
 * @param ruleName the rule's own name; empty when it has none
 * @param policy the policy whose settings apply; empty when the defaults apply
 */
public record ClusterPlan(
    String name,
    Protocol protocol,
    TrafficSettings settings,
    ZoneRouting zones,
    boolean weighted,
    ObjectRef origin,
    Optional<String> ruleName,
    Optional<ObjectId> policy) {

  public enum Protocol {
    HTTP1,
    HTTP2
  }
}
