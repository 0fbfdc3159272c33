package dev.ballast.xds.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.HashKey;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.policy.loadbalancer.SlowStart;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.snapshot.PlainTree;
import dev.ballast.snapshot.ResourceJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadBalancerTranslatorTest {
  private static final ZoneRouting NO_ZONES = new ZoneRouting.None();
  private static final ZoneRouting WEIGHTED_ZONES =
      new ZoneRouting.Weighted(new TreeMap<>(Map.of("a", 3)));
  private static final SlowStart TEN_SECONDS = new SlowStart.Window(Duration.ofSeconds(10));
  private static final Algorithm MAGLEV_101 =
      new Algorithm.ConsistentHash(101, new HashKey.Headers(List.of("x-user")));

  @Test
  void theLeastRequestFamilyReadsLocalityWeights() {
    assertThat(policy(LoadBalancing.DEFAULT.algorithm(), NO_ZONES, false))
        .isEqualTo(
            PlainTree.of(
                """
                {"name":"envoy.load_balancing_policies.least_request","typed_config":{
                 "@type":"type.googleapis.com/envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest",
                 "locality_lb_config":{"locality_weighted_lb_config":{}}}}
                """));
    assertThat(policy(new Algorithm.RoundRobin(TEN_SECONDS), NO_ZONES, false))
        .isEqualTo(
            PlainTree.of(
                """
                {"name":"envoy.load_balancing_policies.round_robin","typed_config":{
                 "@type":"type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin",
                 "slow_start_config":{"slow_start_window":"10s"},
                 "locality_lb_config":{"locality_weighted_lb_config":{}}}}
                """));
    assertThat(policy(new Algorithm.Random(), NO_ZONES, false))
        .isEqualTo(
            PlainTree.of(
                """
                {"name":"envoy.load_balancing_policies.random","typed_config":{
                 "@type":"type.googleapis.com/envoy.extensions.load_balancing_policies.random.v3.Random",
                 "locality_lb_config":{"locality_weighted_lb_config":{}}}}
                """));
  }

  @Test
  void oneBackendHashesAsThePeerDoes() {
    assertThat(policy(MAGLEV_101, NO_ZONES, false)).isEqualTo(PlainTree.of(maglev("")));
  }

  @Test
  void aHashHonoursTheWeightsOfSeveralBackends() {
    assertThat(policy(MAGLEV_101, NO_ZONES, true))
        .isEqualTo(PlainTree.of(maglev(",\"locality_weighted_lb_config\":{}")));
    assertThat(policy(MAGLEV_101, WEIGHTED_ZONES, false))
        .isEqualTo(PlainTree.of(maglev(",\"locality_weighted_lb_config\":{}")));
  }

  @Test
  void reportedLoadHonoursTheWeightsOfSeveralBackends() {
    var reported =
        "{\"name\":\"envoy.load_balancing_policies.client_side_weighted_round_robin\",\"typed_config\":{"
            + "\"@type\":\"type.googleapis.com/envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin\"}}";

    assertThat(policy(reported(new SlowStart.None()), NO_ZONES, false))
        .isEqualTo(PlainTree.of(reported));
    assertThat(policy(reported(new SlowStart.None()), NO_ZONES, true))
        .isEqualTo(
            PlainTree.of(
                "{\"name\":\"envoy.load_balancing_policies.wrr_locality\",\"typed_config\":{"
                    + "\"@type\":\"type.googleapis.com/envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality\","
                    + "\"endpoint_picking_policy\":{\"policies\":[{\"typed_extension_config\":"
                    + reported
                    + "}]}}}"));
  }

  @Test
  void fieldsNewerThanTheApiLookLikeAnyOther() {
    var outOfBand =
        new Algorithm.OutOfBand(
            Optional.of(Duration.ofMillis(1500)), OptionalInt.of(9999), Optional.of("orca"));
    var algorithm =
        new Algorithm.BackendUtilization(
            Optional.of(Duration.ofSeconds(1)),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(150),
            List.of("named_metrics.q"),
            false,
            TEN_SECONDS,
            Optional.of(outOfBand));

    assertThat(policy(algorithm, NO_ZONES, false))
        .isEqualTo(
            PlainTree.of(
                """
                {"name":"envoy.load_balancing_policies.client_side_weighted_round_robin","typed_config":{
                 "@type":"type.googleapis.com/envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin",
                 "enable_oob_load_report":true,"oob_reporting_period":"1.500s","blackout_period":"1s",
                 "error_utilization_penalty":1.5,
                 "metric_names_for_computing_utilization":["named_metrics.q"],
                 "slow_start_config":{"slow_start_window":"10s"},
                 "oob_reporting_config":{"port_value":9999,"authority":"orca"}}}
                """));
  }

  @Test
  void preferringTheLocalZoneReplacesTheLocalityWeights() {
    var zones = new ZoneRouting.PreferLocal(6, Optional.of(50), OptionalInt.of(2));

    assertThat(policy(new Algorithm.RoundRobin(TEN_SECONDS), zones, false))
        .isEqualTo(
            PlainTree.of(
                """
                {"name":"envoy.load_balancing_policies.round_robin","typed_config":{
                 "@type":"type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin",
                 "slow_start_config":{"slow_start_window":"10s"},
                 "locality_lb_config":{"zone_aware_lb_config":{"routing_enabled":{"value":50},
                   "min_cluster_size":"6","force_local_zone":{"min_size":2}}}}}
                """));
  }

  @Test
  void anOverrideKeepsTheTableSizeOfItsFallback() {
    assertThat(fallback(MAGLEV_101, NO_ZONES, true))
        .isEqualTo(PlainTree.of(maglev(",\"locality_weighted_lb_config\":{}")));
  }

  @Test
  void anOverrideKeepsWhateverItCovers() {
    var algorithms =
        List.of(
            new Algorithm.RoundRobin(TEN_SECONDS),
            new Algorithm.LeastRequest(TEN_SECONDS),
            new Algorithm.Random(),
            reported(TEN_SECONDS));
    var forced = new ZoneRouting.PreferLocal(1, Optional.empty(), OptionalInt.of(1));
    for (Algorithm algorithm : algorithms) {
      for (ZoneRouting zones : List.of(NO_ZONES, WEIGHTED_ZONES, forced)) {
        assertThat(fallback(algorithm, zones, true)).isEqualTo(policy(algorithm, zones, true));
      }
    }
  }

  @Test
  void theRouteHashesWhatTheUserNamed() {
    assertThat(hashed(new HashKey.SourceIp()))
        .isEqualTo("{connection_properties={source_ip=true}}");
    assertThat(hashed(new HashKey.Headers(List.of("b", "a"))))
        .isEqualTo("{header={header_name=b}}{header={header_name=a}}");
    assertThat(hashed(new HashKey.QueryParams(List.of("id"))))
        .isEqualTo("{query_parameter={name=id}}");
    var attributes = new TreeMap<>(Map.of("SameSite", "Strict", "Path", "/"));
    assertThat(hashed(new HashKey.Cookie("c", Optional.of(Duration.ofMinutes(1)), attributes)))
        .isEqualTo(
            "{cookie={name=c, ttl=60s, attributes=[{name=Path, value=/}, {name=SameSite,"
                + " value=Strict}]}}");
    assertThat(hashed(new HashKey.Cookie("c", Optional.empty(), new TreeMap<>())))
        .isEqualTo("{cookie={name=c}}");
  }

  @Test
  void loadReportsStayBetweenEnvoyAndItsEndpoints() {
    var hidden = loadBalancing(reported(new SlowStart.None()), NO_ZONES);

    assertThat(LoadBalancerTranslator.toRoute(hidden).responseHeadersToRemove())
        .containsExactly("endpoint-load-metrics", "endpoint-load-metrics-bin");
    assertThat(LoadBalancerTranslator.toRoute(LoadBalancing.DEFAULT).responseHeadersToRemove())
        .isEmpty();
  }

  private static String hashed(HashKey key) {
    var text = new StringBuilder();
    var algorithm = new Algorithm.ConsistentHash(101, key);
    LoadBalancerTranslator.toRoute(loadBalancing(algorithm, NO_ZONES))
        .hashPolicies()
        .forEach(policy -> text.append(PlainTree.of(ResourceJson.toNode(policy))));
    return text.toString();
  }

  private static Algorithm reported(SlowStart slowStart) {
    return new Algorithm.BackendUtilization(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        List.of(),
        false,
        slowStart,
        Optional.empty());
  }

  private static String maglev(String more) {
    return "{\"name\":\"envoy.load_balancing_policies.maglev\",\"typed_config\":{"
               + "\"@type\":\"type.googleapis.com/envoy.extensions.load_balancing_policies.maglev.v3.Maglev\","
               + "\"table_size\":\"101\""
        + more
        + "}}";
  }

  private static Object policy(Algorithm algorithm, ZoneRouting zones, boolean weighted) {
    return extension(loadBalancing(algorithm, zones), zones, weighted);
  }

  /** What decides below an override, which itself names one header. */
  private static Object fallback(Algorithm algorithm, ZoneRouting zones, boolean weighted) {
    var overridden = new LoadBalancing(algorithm, zones, List.of("x-custom-host"));
    var override = (Map<?, ?>) extension(overridden, zones, weighted);
    var config = (Map<?, ?>) get(override, "typed_config");
    assertThat(get(config, "@type"))
        .isEqualTo(
            "type.googleapis.com/envoy.extensions.load_balancing_policies.override_host.v3.OverrideHost");
    assertThat(get(config, "override_host_sources"))
        .isEqualTo(List.of(Map.of("header", "x-custom-host")));
    return get(
        ((List<?>) get(get(config, "fallback_policy"), "policies")).getFirst(),
        "typed_extension_config");
  }

  private static Object extension(
      LoadBalancing loadBalancing, ZoneRouting zones, boolean weighted) {
    var policy =
        LoadBalancerTranslator.toCluster(loadBalancing, zones, weighted)
            .loadBalancing()
            .orElseThrow();
    return PlainTree.of(ResourceJson.toNode(policy.getPolicies(0).getTypedExtensionConfig()));
  }

  private static LoadBalancing loadBalancing(Algorithm algorithm, ZoneRouting zones) {
    return new LoadBalancing(algorithm, zones, List.of());
  }

  private static Object get(Object map, String key) {
    return Optional.<Object>ofNullable(((Map<?, ?>) map).get(key)).orElseThrow();
  }
}
