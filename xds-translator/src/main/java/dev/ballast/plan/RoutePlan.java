package dev.ballast.plan;

import dev.ballast.policy.TrafficSettings;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/**
 * One match of one rule on one hostname.
 *
 * @param name {@code httproute/<ns>/<name>/rule/<i>/match/<j>/<hostname, underscored>}
 * @param origin the route object it comes from
 * @param ruleName the rule's own name; empty when it has none
 * @param policy the policy whose settings apply; empty when the defaults apply
 * @param settings what applies
 */
public record RoutePlan(
    String name,
    RouteMatch match,
    RouteAction action,
    TrafficSettings settings,
    ObjectRef origin,
    Optional<String> ruleName,
    Optional<ObjectId> policy) {}
