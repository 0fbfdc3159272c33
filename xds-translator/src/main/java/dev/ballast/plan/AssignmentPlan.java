package dev.ballast.plan;

import dev.ballast.policy.loadbalancer.ZoneRouting;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints of one cluster. Separate from the cluster so that endpoints can change alone.
 *
 * @param cluster name of the cluster, and of the assignment
 * @param zones decides how endpoints are grouped into localities
 */
public record AssignmentPlan(String cluster, ZoneRouting zones, List<Backend> backends) {
  public AssignmentPlan {
    backends = List.copyOf(backends);
  }

  /**
   * @param region {@code <cluster>/backend/<k>}
   * @param weight the backendRef's weight, above zero
   * @param port the Service port, as written in the backendRef
   */
  public record Backend(
      String region,
      int weight,
      String namespace,
      String service,
      int port,
      List<Endpoint> endpoints) {
    public Backend {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * @param draining finishes its requests and takes no new ones
   */
  public record Endpoint(String address, int port, boolean draining, Optional<String> zone) {}
}
