package dev.ballast.xds.contribution;

import io.envoyproxy.envoy.config.cluster.v3.LoadBalancingPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one feature adds to a resource: a slot for each thing a feature may add, empty where it adds
 * nothing. A feature that needs another kind of thing adds a slot here, and the lobby fills it in.
 */
public sealed interface Contribution {

  /**
   * @param loadBalancing the one policy by which endpoints are chosen
   */
  record ToCluster(Optional<LoadBalancingPolicy> loadBalancing) implements Contribution {
    public static final ToCluster NOTHING = new ToCluster(Optional.empty());

    /** Both; a slot for one thing takes it from one feature only. */
    public ToCluster and(ToCluster other) {
      return new ToCluster(either("load balancing policy", loadBalancing, other.loadBalancing));
    }
  }

  /**
   * @param hashPolicies what of a request is hashed, in order
   * @param responseHeadersToRemove lower-case names, sorted
   */
  record ToRoute(List<HashPolicy> hashPolicies, List<String> responseHeadersToRemove)
      implements Contribution {
    public static final ToRoute NOTHING = new ToRoute(List.of(), List.of());

    public ToRoute {
      hashPolicies = List.copyOf(hashPolicies);
      responseHeadersToRemove = List.copyOf(new TreeSet<>(responseHeadersToRemove));
    }

    public ToRoute and(ToRoute other) {
      return new ToRoute(
          joined(hashPolicies, other.hashPolicies),
          joined(responseHeadersToRemove, other.responseHeadersToRemove));
    }
  }

  private static <T> List<T> joined(List<T> some, List<T> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private static <T> Optional<T> either(String slot, Optional<T> one, Optional<T> other) {
    if (one.isPresent() && other.isPresent()) {
      throw new IllegalStateException("two features fill the one slot for the " + slot);
    }
    return one.or(() -> other);
  }
}
