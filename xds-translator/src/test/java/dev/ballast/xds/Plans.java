package dev.ballast.xds;

import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.ListenerPlan;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RouteConfigurationPlan;
import dev.ballast.plan.RouteMatch;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.policy.TrafficSettings;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small plans for tests: one gateway, one listener, one route, one cluster. */
final class Plans {
  static final ObjectRef ROUTE = ObjectRef.of("HTTPRoute", "shop", "cart");
  static final ObjectId POLICY = new ObjectId("shop", "sticky");
  static final String CLUSTER = "httproute/shop/cart/rule/0";

  private Plans() {}

  static GatewayPlan gateway(LoadBalancing loadBalancing, AssignmentPlan.Endpoint... endpoints) {
    return gateway(
        cluster(loadBalancing, false),
        assignment(loadBalancing, backend(0, 1, endpoints)),
        route(loadBalancing, new RouteAction.Forward(CLUSTER)));
  }

  static GatewayPlan gateway(ClusterPlan cluster, AssignmentPlan assignment, RoutePlan... routes) {
    return new GatewayPlan(
        new ObjectId("infra", "eg"),
        List.of(new ListenerPlan("infra/eg/http", 10080, "infra/eg/http")),
        List.of(
            new RouteConfigurationPlan(
                "infra/eg/http",
                List.of(new VirtualHostPlan("infra/eg/http/*", "*", Arrays.asList(routes))))),
        List.of(cluster),
        List.of(assignment));
  }

  static ClusterPlan cluster(LoadBalancing loadBalancing, boolean weighted) {
    return new ClusterPlan(
        CLUSTER,
        ClusterPlan.Protocol.HTTP1,
        new TrafficSettings(loadBalancing),
        loadBalancing.zones(),
        weighted,
        ROUTE,
        Optional.empty(),
        Optional.of(POLICY));
  }

  static AssignmentPlan assignment(
      LoadBalancing loadBalancing, AssignmentPlan.Backend... backends) {
    return new AssignmentPlan(CLUSTER, loadBalancing.zones(), Arrays.asList(backends));
  }

  static AssignmentPlan.Backend backend(
      int index, int weight, AssignmentPlan.Endpoint... endpoints) {
    return new AssignmentPlan.Backend(
        CLUSTER + "/backend/" + index,
        weight,
        "shop",
        "cart-v" + index,
        8080,
        Arrays.asList(endpoints));
  }

  static AssignmentPlan.Endpoint endpoint(String address) {
    return new AssignmentPlan.Endpoint(address, 8080, false, Optional.empty());
  }

  static AssignmentPlan.Endpoint endpoint(String address, String zone) {
    return new AssignmentPlan.Endpoint(address, 8080, false, Optional.of(zone));
  }

  static RoutePlan route(LoadBalancing loadBalancing, RouteAction action) {
    return route(new RouteMatch.Path.Prefix("/cart"), loadBalancing, action, ROUTE);
  }

  static RoutePlan route(
      RouteMatch.Path path, LoadBalancing loadBalancing, RouteAction action, ObjectRef origin) {
    return new RoutePlan(
        CLUSTER + "/match/0/*",
        new RouteMatch(path, List.of(), List.of()),
        action,
        new TrafficSettings(loadBalancing),
        origin,
        Optional.of("main"),
        Optional.of(POLICY));
  }
}
