package dev.ballast.xds;

import static dev.ballast.xds.Plans.CLUSTER;
import static dev.ballast.xds.Plans.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.RouteAction;
import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.policy.loadbalancer.SlowStart;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class XdsTranslatorTest {
  private static final LoadBalancing ROUND_ROBIN =
      new LoadBalancing(
          new Algorithm.RoundRobin(new SlowStart.None()), new ZoneRouting.None(), List.of());

  @Test
  void everyReferenceIsAnswered() {
    Snapshot snapshot = XdsTranslator.translate(Plans.gateway(ROUND_ROBIN, endpoint("10.0.0.1")));

    assertThat(snapshot.danglingReferences()).isEmpty();
    assertThat(snapshot.resources(ResourceType.LISTENER)).containsOnlyKeys("infra/eg/http");
    assertThat(snapshot.resources(ResourceType.ROUTE)).containsOnlyKeys("infra/eg/http");
    assertThat(snapshot.resources(ResourceType.CLUSTER)).containsOnlyKeys(CLUSTER);
    assertThat(snapshot.resources(ResourceType.ENDPOINT)).containsOnlyKeys(CLUSTER);
  }

  @Test
  void aRejectionIsShownOnThePolicyThenTheRouteThenTheGateway() {
    Snapshot snapshot = XdsTranslator.translate(Plans.gateway(ROUND_ROBIN));
    var owners =
        List.of(
            ObjectRef.of("BackendTrafficPolicy", "shop", "sticky"),
            ObjectRef.of("HTTPRoute", "shop", "cart"),
            ObjectRef.of("Gateway", "infra", "eg"));

    assertThat(only(snapshot, ResourceType.CLUSTER).owners()).isEqualTo(owners);
    assertThat(only(snapshot, ResourceType.ENDPOINT).owners()).isEqualTo(owners);
    assertThat(only(snapshot, ResourceType.ROUTE).owners()).isEqualTo(owners);
    assertThat(only(snapshot, ResourceType.LISTENER).owners())
        .containsExactly(ObjectRef.of("Gateway", "infra", "eg"));
  }

  @Test
  void aChangedClusterIsFollowedByItsEndpoints() {
    Snapshot before = XdsTranslator.translate(Plans.gateway(ROUND_ROBIN, endpoint("10.0.0.1")));
    Snapshot after =
        XdsTranslator.translate(Plans.gateway(LoadBalancing.DEFAULT, endpoint("10.0.0.1")));

    assertThat(only(after, ResourceType.ENDPOINT).message())
        .isEqualTo(only(before, ResourceType.ENDPOINT).message());
    assertThat(only(after, ResourceType.ENDPOINT).version())
        .isNotEqualTo(only(before, ResourceType.ENDPOINT).version());
  }

  @Test
  void aChangedEndpointMovesNothingButItsAssignment() {
    Snapshot before = XdsTranslator.translate(Plans.gateway(ROUND_ROBIN, endpoint("10.0.0.1")));
    Snapshot after = XdsTranslator.translate(Plans.gateway(ROUND_ROBIN, endpoint("10.0.0.2")));

    for (ResourceType type : ResourceType.values()) {
      if (type != ResourceType.ENDPOINT) {
        assertThat(after.resources(type)).isEqualTo(before.resources(type));
      }
    }
    assertThat(only(after, ResourceType.ENDPOINT).version())
        .isNotEqualTo(only(before, ResourceType.ENDPOINT).version());
  }

  @Test
  void aBrokenPartOfASplitIsNoDanglingReference() {
    var split =
        new RouteAction.Split(
            List.of(
                new RouteAction.WeightedCluster(CLUSTER, 9),
                new RouteAction.WeightedCluster("invalid-backend-cluster", 1)),
            500);
    Snapshot snapshot =
        XdsTranslator.translate(
            Plans.gateway(
                Plans.cluster(ROUND_ROBIN, false),
                Plans.assignment(ROUND_ROBIN),
                Plans.route(ROUND_ROBIN, split)));

    assertThat(snapshot.danglingReferences()).isEmpty();
  }

  private static Resource only(Snapshot snapshot, ResourceType type) {
    assertThat(snapshot.resources(type)).hasSize(1);
    return snapshot.resources(type).values().iterator().next();
  }
}
