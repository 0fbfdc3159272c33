package dev.ballast.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RouteAction.WeightedCluster;
import dev.ballast.plan.RouteMatch;
import dev.ballast.plan.RoutePlan;
import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.HashKey;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.source.JsonWriter;
import dev.ballast.world.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTranslatorTest {
  private static final LoadBalancing HASHED =
      new LoadBalancing(
          new Algorithm.ConsistentHash(101, new HashKey.Headers(List.of("x-user"))),
          new ZoneRouting.None(),
          List.of());
  private static final RouteAction FORWARD = new RouteAction.Forward("c");
  private static final RouteAction SPLIT =
      new RouteAction.Split(List.of(new WeightedCluster("c", 9), new WeightedCluster("d", 1)), 503);

  @Test
  void aPrefixMatchesWholeSegments() {
    assertThat(json(path(new RouteMatch.Path.Prefix("/cart"))))
        .contains("\"match\":{\"path_separated_prefix\":\"/cart\"}");
    assertThat(json(path(new RouteMatch.Path.Prefix("/cart/"))))
        .contains("\"match\":{\"path_separated_prefix\":\"/cart\"}");
    assertThat(json(path(new RouteMatch.Path.Prefix("/"))))
        .contains("\"match\":{\"prefix\":\"/\"}");
  }

  @Test
  void aHashAlsoChoosesAmongWeightedClusters() {
    assertThat(json(Plans.route(HASHED, SPLIT)))
        .contains(
            "\"weighted_clusters\":{\"clusters\":[{\"name\":\"c\",\"weight\":9},{\"name\":\"d\",\"weight\":1}],"
                + "\"use_hash_policy\":true}");
    assertThat(json(Plans.route(LoadBalancing.DEFAULT, SPLIT))).doesNotContain("use_hash_policy");
  }

  @Test
  void aBrokenBackendAnswersWithTheStatusOfItsFault() {
    var broken = new RouteAction.Split(List.of(new WeightedCluster("c", 1)), 500);

    assertThat(json(Plans.route(LoadBalancing.DEFAULT, broken)))
        .contains("\"cluster_not_found_response_code\":\"INTERNAL_SERVER_ERROR\"");
    // SERVICE_UNAVAILABLE is Envoy's default and so is not written.
    assertThat(json(Plans.route(LoadBalancing.DEFAULT, SPLIT)))
        .doesNotContain("cluster_not_found_response_code");
  }

  @Test
  void onlyHttpRoutesUpgradeToWebsockets() {
    var grpc = ObjectRef.of("GRPCRoute", "shop", "cart");

    assertThat(json(Plans.route(LoadBalancing.DEFAULT, FORWARD)))
        .contains("\"upgrade_configs\":[{\"upgrade_type\":\"websocket\"}]");
    assertThat(
            json(
                Plans.route(
                    new RouteMatch.Path.Exact("/a.B/C"), LoadBalancing.DEFAULT, FORWARD, grpc)))
        .contains("\"match\":{\"path\":\"/a.B/C\"}")
        .doesNotContain("upgrade_configs");
  }

  @Test
  void aDirectResponseNeedsNeitherClusterNorHash() {
    assertThat(json(Plans.route(HASHED, new RouteAction.DirectResponse(500))))
        .contains("\"direct_response\":{\"status\":500}")
        .doesNotContain("hash_policy");
  }

  private static RoutePlan path(RouteMatch.Path path) {
    return Plans.route(path, LoadBalancing.DEFAULT, FORWARD, Plans.ROUTE);
  }

  private static String json(RoutePlan plan) {
    return JsonWriter.text(ResourceJson.toNode(RouteTranslator.translate(plan, false)));
  }
}
