package dev.ballast.xds;

import com.google.protobuf.UInt32Value;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RoutePlan;
import dev.ballast.snapshot.NewerFields;
import dev.ballast.xds.contribution.Contribution;
import dev.ballast.xds.loadbalancer.LoadBalancerTranslator;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction.ClusterNotFoundResponseCode;
import io.envoyproxy.envoy.config.route.v3.RouteAction.UpgradeConfig;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;

/** One route as Envoy's {@code Route}. */
public final class RouteTranslator {
  private RouteTranslator() {}

  /**
   * @param namesOrigin whether the metadata says which objects the route comes from; Envoy reads a
   *     whole route configuration anew for each change in it, and spends two thirds of that time on
   *     such metadata
   */
  public static Route translate(RoutePlan plan, boolean namesOrigin) {
    var contribution = contributions(plan);
    var route =
        Route.newBuilder()
            .setName(plan.name())
            .setMatch(RouteMatchTranslator.translate(plan.match()));
    if (namesOrigin) {
      route.setMetadata(Origins.of(plan));
    }
    return switch (plan.action()) {
      case RouteAction.DirectResponse(var status) ->
          route.setDirectResponse(DirectResponseAction.newBuilder().setStatus(status)).build();
      case RouteAction.Forward(var cluster) ->
          forward(
              plan,
              contribution,
              route,
              io.envoyproxy.envoy.config.route.v3.RouteAction.newBuilder().setCluster(cluster));
      case RouteAction.Split split ->
          forward(plan, contribution, route, split(split, contribution));
    };
  }

  /** One line a feature. */
  private static Contribution.ToRoute contributions(RoutePlan plan) {
    return Contribution.ToRoute.NOTHING.and(
        LoadBalancerTranslator.toRoute(plan.settings().loadBalancing()));
  }

  private static Route forward(
      RoutePlan plan,
      Contribution.ToRoute contribution,
      Route.Builder route,
      io.envoyproxy.envoy.config.route.v3.RouteAction.Builder action) {
    if (plan.origin().kind().equals("HTTPRoute")) {
      action.addUpgradeConfigs(UpgradeConfig.newBuilder().setUpgradeType("websocket"));
    }
    return route
        .setRoute(action.addAllHashPolicy(contribution.hashPolicies()))
        .addAllResponseHeadersToRemove(contribution.responseHeadersToRemove())
        .build();
  }

  private static io.envoyproxy.envoy.config.route.v3.RouteAction.Builder split(
      RouteAction.Split split, Contribution.ToRoute contribution) {
    var clusters = WeightedCluster.newBuilder();
    for (RouteAction.WeightedCluster part : split.clusters()) {
      clusters.addClusters(
          WeightedCluster.ClusterWeight.newBuilder()
              .setName(part.name())
              .setWeight(UInt32Value.of(part.weight())));
    }
    if (!contribution.hashPolicies().isEmpty()) {
      // Else a client would keep its endpoint within each cluster but hop between clusters.
      NewerFields.chooseByHash(clusters);
    }
    return io.envoyproxy.envoy.config.route.v3.RouteAction.newBuilder()
        .setWeightedClusters(clusters)
        .setClusterNotFoundResponseCode(whenMissing(split.statusWhenMissing()));
  }

  private static ClusterNotFoundResponseCode whenMissing(int status) {
    return switch (status) {
      case 500 -> ClusterNotFoundResponseCode.INTERNAL_SERVER_ERROR;
      case 503 -> ClusterNotFoundResponseCode.SERVICE_UNAVAILABLE;
      default ->
          throw new IllegalStateException(
              "a missing cluster can be answered with 500 or 503, not with " + status);
    };
  }
}
