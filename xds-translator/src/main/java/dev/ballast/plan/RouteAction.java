package dev.ballast.plan;

import java.util.List;

/** What happens to a request that matched. */
public sealed interface RouteAction {
  /**
   * Stands in a split for broken backends. No cluster ever has this name: requests that fall on it
   * get the status for missing clusters.
   */
  String BROKEN_BACKENDS = "invalid-backend-cluster";

  /** Envoy answers itself. */
  record DirectResponse(int status) implements RouteAction {}

  record Forward(String cluster) implements RouteAction {}

  /**
   * @param clusters at least one, weights above zero; {@link #BROKEN_BACKENDS} may be one of them
   * @param statusWhenMissing what a request gets that falls on such a cluster: 500 or 503
   */
  record Split(List<WeightedCluster> clusters, int statusWhenMissing) implements RouteAction {
    public Split {
      clusters = List.copyOf(clusters);
    }
  }

  record WeightedCluster(String name, int weight) {}
}
