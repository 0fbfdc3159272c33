package dev.ballast.xds;

import com.google.protobuf.UInt32Value;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Endpoints as Envoy's {@code ClusterLoadAssignment}. A locality is a backendRef with its weight,
 * or a zone where zones count.
 *
 * <p>An assignment without endpoints is still one: a cluster warms until its assignment arrives,
 * and empty says "nobody home" where absent would say "wait".
 */
public final class AssignmentTranslator {
  private static final UInt32Value ONE = UInt32Value.of(1);

  private AssignmentTranslator() {}

  public static ClusterLoadAssignment translate(AssignmentPlan plan) {
    var assignment = ClusterLoadAssignment.newBuilder().setClusterName(plan.cluster());
    for (AssignmentPlan.Backend backend : plan.backends()) {
      assignment.addAllEndpoints(localities(backend, plan.zones()));
    }
    return assignment.build();
  }

  private static List<LocalityLbEndpoints> localities(
      AssignmentPlan.Backend backend, ZoneRouting zones) {
    if (backend.endpoints().isEmpty()) {
      return List.of();
    }
    return switch (zones) {
      case ZoneRouting.None() ->
          List.of(
              locality(backend, backend.endpoints())
                  .setLocality(Locality.newBuilder().setRegion(backend.region()))
                  .setLoadBalancingWeight(UInt32Value.of(backend.weight()))
                  .build());
      // Envoy compares the whole locality with its own, which has a zone and nothing else, so the
      // region stays out.
      case ZoneRouting.PreferLocal local -> {
        var byZone = new ArrayList<LocalityLbEndpoints>();
        zonesOf(backend)
            .forEach((zone, endpoints) -> byZone.add(zonal(backend, zone, endpoints).build()));
        yield byZone;
      }
      case ZoneRouting.Weighted(var weights) -> {
        var byZone = new ArrayList<LocalityLbEndpoints>();
        zonesOf(backend)
            .forEach(
                (zone, endpoints) ->
                    byZone.add(
                        zonal(backend, zone, endpoints)
                            .setLoadBalancingWeight(UInt32Value.of(weights.getOrDefault(zone, 1)))
                            .build()));
        yield byZone;
      }
    };
  }

  /** Endpoints by zone; one that tells no zone is in the zone with the empty name. */
  private static SortedMap<String, List<AssignmentPlan.Endpoint>> zonesOf(
      AssignmentPlan.Backend backend) {
    var zones = new TreeMap<String, List<AssignmentPlan.Endpoint>>();
    for (AssignmentPlan.Endpoint endpoint : backend.endpoints()) {
      zones.computeIfAbsent(endpoint.zone().orElse(""), zone -> new ArrayList<>()).add(endpoint);
    }
    return zones;
  }

  private static LocalityLbEndpoints.Builder zonal(
      AssignmentPlan.Backend backend, String zone, List<AssignmentPlan.Endpoint> endpoints) {
    return locality(backend, endpoints).setLocality(Locality.newBuilder().setZone(zone));
  }

  private static LocalityLbEndpoints.Builder locality(
      AssignmentPlan.Backend backend, List<AssignmentPlan.Endpoint> endpoints) {
    var locality = LocalityLbEndpoints.newBuilder().setMetadata(Origins.of(backend));
    endpoints.forEach(endpoint -> locality.addLbEndpoints(endpoint(endpoint)));
    return locality;
  }

  private static LbEndpoint endpoint(AssignmentPlan.Endpoint endpoint) {
    var translated =
        LbEndpoint.newBuilder()
            .setEndpoint(
                Endpoint.newBuilder()
                    .setAddress(
                        Address.newBuilder()
                            .setSocketAddress(
                                SocketAddress.newBuilder()
                                    .setAddress(endpoint.address())
                                    .setPortValue(endpoint.port()))))
            .setLoadBalancingWeight(ONE);
    if (endpoint.draining()) {
      translated.setHealthStatus(HealthStatus.DRAINING);
    }
    return translated.build();
  }
}
