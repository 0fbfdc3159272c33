package dev.ballast.topology;

import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import java.util.List;
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
    SortedMap<ObjectId, ResolvedGateway> gateways,
    List<ResolvedRoute> routes,
    List<BackendTrafficPolicy> policies,
    PolicyAttachments attachments) {
  public Topology {
    routes = List.copyOf(routes);
    policies = List.copyOf(policies);
  }
}
