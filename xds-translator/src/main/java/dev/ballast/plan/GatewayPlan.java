package dev.ballast.plan;

import dev.ballast.world.ObjectId;
import java.util.List;

/**
 * What the Envoys of one Gateway must have. Lists are in the order in which they are sent.
 *
 * @param assignments one for each cluster, in the order of clusters
 */
public record GatewayPlan(
    ObjectId gateway,
    List<ListenerPlan> listeners,
    List<RouteConfigurationPlan> routeConfigurations,
    List<ClusterPlan> clusters,
    List<AssignmentPlan> assignments) {
  public GatewayPlan {
    listeners = List.copyOf(listeners);
    routeConfigurations = List.copyOf(routeConfigurations);
    clusters = List.copyOf(clusters);
    assignments = List.copyOf(assignments);
  }
}
