package dev.ballast.xds.loadbalancer;

import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.LoadBalancing;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.xds.contribution.Contribution;
import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.List;
import java.util.Optional;

/**
 * {@code spec.loadBalancer} in the words of Envoy: a load balancing policy on the cluster, and what
 * the route must do for it.
 */
public final class LoadBalancerTranslator {
  /** The headers in which endpoints report their load (ORCA). */
  private static final List<String> LOAD_REPORT_HEADERS =
      List.of("endpoint-load-metrics", "endpoint-load-metrics-bin");

  private LoadBalancerTranslator() {}

  /**
   * @param zones zone routing in force, which may come from the Service instead of the policy
   * @param weighted whether several backends share the cluster, so that their weights must count
   */
  public static Contribution.ToCluster toCluster(
      LoadBalancing loadBalancing, ZoneRouting zones, boolean weighted) {
    TypedExtensionConfig algorithm =
        AlgorithmTranslator.translate(loadBalancing.algorithm(), zones, weighted);
    return new Contribution.ToCluster(
        Optional.of(
            only(
                loadBalancing.endpointOverride().isEmpty()
                    ? algorithm
                    : EndpointOverride.over(algorithm, loadBalancing.endpointOverride()))));
  }

  public static Contribution.ToRoute toRoute(LoadBalancing loadBalancing) {
    return switch (loadBalancing.algorithm()) {
      case Algorithm.ConsistentHash hash ->
          new Contribution.ToRoute(HashPolicies.of(hash.key()), List.of());
      // The reports are for Envoy. They would tell every client how busy the endpoints are, so they
      // go, whichever policy asked for them: the route's, the listener's or the Gateway's.
      case Algorithm.BackendUtilization reported when !reported.keepsResponseHeaders() ->
          new Contribution.ToRoute(List.of(), LOAD_REPORT_HEADERS);
      case Algorithm.BackendUtilization reported -> Contribution.ToRoute.NOTHING;
      case Algorithm.LeastRequest least -> Contribution.ToRoute.NOTHING;
      case Algorithm.RoundRobin roundRobin -> Contribution.ToRoute.NOTHING;
      case Algorithm.Random random -> Contribution.ToRoute.NOTHING;
    };
  }

  static LoadBalancingPolicy only(TypedExtensionConfig extension) {
    return LoadBalancingPolicy.newBuilder()
        .addPolicies(LoadBalancingPolicy.Policy.newBuilder().setTypedExtensionConfig(extension))
        .build();
  }
}
