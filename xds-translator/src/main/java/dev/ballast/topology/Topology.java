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
 * @param routes all routes, attached or not
 * @param policies all policies, oldest first
 */
public record Topology(
    Set<String> controllerNames,
    SortedMap<ObjectId, ResolvedGateway> gateways,
    RouteTable routes,
    List<BackendTrafficPolicy> policies,
    PolicyAttachments attachments,
    Overrides overrides) {
  public Topology {
    controllerNames = Set.copyOf(controllerNames);
  }

  public boolean isOurs(GatewayClass gatewayClass) {
    return controllerNames.contains(gatewayClass.controllerName());
  }
}
