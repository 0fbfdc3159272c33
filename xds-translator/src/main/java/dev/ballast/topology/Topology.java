package dev.ballast.topology;

import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.ObjectId;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * A world with every reference followed.
 *
 * @param gateways those of our classes
 * @param routes all routes, in the order in which they take precedence when their matches are
 *     equal: HTTPRoutes before GRPCRoutes, each oldest first
 * @param policies all policies, oldest first
 */
public record Topology(
    Set<String> controllerNames,
    SortedMap<ObjectId, ResolvedGateway> gateways,
    List<ResolvedRoute> routes,
    List<BackendTrafficPolicy> policies,
    PolicyAttachments attachments,
    Overrides overrides) {
  public Topology {
    controllerNames = Set.copyOf(controllerNames);
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
  }

  public boolean isOurs(GatewayClass gatewayClass) {
    return controllerNames.contains(gatewayClass.controllerName());
  }
}
