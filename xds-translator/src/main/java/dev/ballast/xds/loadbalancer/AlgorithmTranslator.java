package dev.ballast.xds.loadbalancer;

import com.google.protobuf.UInt64Value;
import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.SlowStart;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.xds.contribution.Extensions;
import dev.ballast.xds.contribution.ProtoDurations;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.LocalityWeightedLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.SlowStartConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.random.v3.Random;
import io.envoyproxy.envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin;
import java.util.Optional;

/** The algorithm itself, before anything overrides it. */
final class AlgorithmTranslator {
  private static final String LEAST_REQUEST = "envoy.load_balancing_policies.least_request";
  private static final String ROUND_ROBIN = "envoy.load_balancing_policies.round_robin";
  private static final String RANDOM = "envoy.load_balancing_policies.random";
  private static final String MAGLEV = "envoy.load_balancing_policies.maglev";

  private AlgorithmTranslator() {}

  static TypedExtensionConfig translate(Algorithm algorithm, ZoneRouting zones, boolean weighted) {
    return switch (algorithm) {
      case Algorithm.LeastRequest(var slowStart) -> {
        var message = LeastRequest.newBuilder();
        slowStartConfig(slowStart).ifPresent(message::setSlowStartConfig);
        yield LocalityChoice.of(zones)
            .in(LEAST_REQUEST, message, LeastRequest.Builder::setLocalityLbConfig);
      }
      case Algorithm.RoundRobin(var slowStart) -> {
        var message = RoundRobin.newBuilder();
        slowStartConfig(slowStart).ifPresent(message::setSlowStartConfig);
        yield LocalityChoice.of(zones)
            .in(ROUND_ROBIN, message, RoundRobin.Builder::setLocalityLbConfig);
      }
      case Algorithm.Random() ->
          LocalityChoice.of(zones)
              .in(RANDOM, Random.newBuilder(), Random.Builder::setLocalityLbConfig);
      case Algorithm.ConsistentHash(var tableSize, var key) ->
          Extensions.named(MAGLEV, maglev(tableSize, readsLocalityWeights(zones, weighted)));
      case Algorithm.BackendUtilization reported -> {
        var byLoad = BackendUtilizationTranslator.translate(reported);
        yield readsLocalityWeights(zones, weighted)
            ? BackendUtilizationTranslator.withinWeightedLocalities(byLoad)
            : byLoad;
      }
    };
  }

  /**
   * Whether localities carry weights that mean something: those of several backends that share the
   * cluster, or those of zones. The least-request family always reads them; the others only when
   * told, and a policy that is not told would turn a 90/10 split into one by endpoints.
   *
   * <p>With one backend and no zones there is one locality, and reading its weight changes nothing,
   * so the policy stays as short as the peer's.
   */
  private static boolean readsLocalityWeights(ZoneRouting zones, boolean weighted) {
    return weighted || zones instanceof ZoneRouting.Weighted;
  }

  private static Maglev maglev(long tableSize, boolean readsLocalityWeights) {
    var message = Maglev.newBuilder().setTableSize(UInt64Value.of(tableSize));
    if (readsLocalityWeights) {
      message.setLocalityWeightedLbConfig(LocalityWeightedLbConfig.getDefaultInstance());
    }
    return message.build();
  }

  private static Optional<SlowStartConfig> slowStartConfig(SlowStart slowStart) {
    return switch (slowStart) {
      case SlowStart.None() -> Optional.empty();
      case SlowStart.Window(var window) ->
          Optional.of(
              SlowStartConfig.newBuilder().setSlowStartWindow(ProtoDurations.of(window)).build());
    };
  }
}
