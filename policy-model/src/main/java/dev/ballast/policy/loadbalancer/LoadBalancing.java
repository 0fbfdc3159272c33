package dev.ballast.policy.loadbalancer;

import java.util.List;

/**
 * How an endpoint is chosen for each request.
 *
 * @param algorithm the choice itself
 * @param zones how zones take part in it
 * @param endpointOverride request headers, tried in this order, that may name the endpoint
 *     directly; empty when the user asked for no override
 */
public record LoadBalancing(Algorithm algorithm, ZoneRouting zones, List<String> endpointOverride) {
  /** What applies where a policy says nothing: least request, no slow start, no zones. */
  public static final LoadBalancing DEFAULT =
      new LoadBalancing(
          new Algorithm.LeastRequest(new SlowStart.None()), new ZoneRouting.None(), List.of());

  public LoadBalancing {
    endpointOverride = List.copyOf(endpointOverride);
  }
}
