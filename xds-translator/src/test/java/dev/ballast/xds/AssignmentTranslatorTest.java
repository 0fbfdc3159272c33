package dev.ballast.xds;

import static dev.ballast.xds.Plans.backend;
import static dev.ballast.xds.Plans.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ballast.plan.AssignmentPlan;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssignmentTranslatorTest {
  @Test
  void aBackendIsALocalityWithItsWeight() {
    var localities =
        localities(
            new ZoneRouting.None(),
            backend(0, 90, endpoint("10.0.0.1", "a"), endpoint("10.0.0.2", "b")),
            backend(1, 10, endpoint("10.0.1.1")));

    assertThat(localities)
        .extracting(
            locality -> locality.getLocality().getRegion(),
            locality -> locality.getLoadBalancingWeight().getValue(),
            LocalityLbEndpoints::getLbEndpointsCount)
        .containsExactly(
            tuple(Plans.CLUSTER + "/backend/0", 90, 2), tuple(Plans.CLUSTER + "/backend/1", 10, 1));
  }

  @Test
  void aZoneNotListedWeighsOne() {
    var weights = new ZoneRouting.Weighted(new TreeMap<>(Map.of("a", 7)));
    var localities =
        localities(
            weights,
            backend(
                0, 1, endpoint("10.0.0.1", "b"), endpoint("10.0.0.2", "a"), endpoint("10.0.0.3")));

    assertThat(localities)
        .extracting(
            locality -> locality.getLocality().getZone(),
            locality -> locality.getLoadBalancingWeight().getValue())
        .containsExactly(tuple("", 1), tuple("a", 7), tuple("b", 1));
  }

  @Test
  void aPreferredZoneIsComparedWithEnvoysOwnSoItHasNoRegionAndNoWeight() {
    var local = new ZoneRouting.PreferLocal(6, Optional.empty(), OptionalInt.empty());
    var locality = localities(local, backend(0, 1, endpoint("10.0.0.1", "a"))).getFirst();

    assertThat(locality.getLocality().getRegion()).isEmpty();
    assertThat(locality.getLocality().getZone()).isEqualTo("a");
    assertThat(locality.hasLoadBalancingWeight()).isFalse();
  }

  @Test
  void aDrainingEndpointIsSentAsDraining() {
    var draining = new AssignmentPlan.Endpoint("10.0.0.1", 8080, true, Optional.empty());
    var locality =
        localities(new ZoneRouting.None(), backend(0, 1, draining, endpoint("10.0.0.2")))
            .getFirst();

    assertThat(locality.getLbEndpoints(0).getHealthStatus()).isEqualTo(HealthStatus.DRAINING);
    assertThat(locality.getLbEndpoints(1).getHealthStatus()).isEqualTo(HealthStatus.UNKNOWN);
  }

  private static List<LocalityLbEndpoints> localities(
      ZoneRouting zones, AssignmentPlan.Backend... backends) {
    return AssignmentTranslator.translate(
            new AssignmentPlan(Plans.CLUSTER, zones, List.of(backends)))
        .getEndpointsList();
  }
}
