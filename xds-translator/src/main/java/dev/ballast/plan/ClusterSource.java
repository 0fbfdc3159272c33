package dev.ballast.plan;

import dev.ballast.topology.ResolvedBackend;
import java.util.List;

/**
 * A cluster and the Service ports behind it. Knows no endpoints, so it stays the same while they
 * come and go.
 */
record ClusterSource(ClusterPlan cluster, List<Member> members) {
  ClusterSource {
    members = List.copyOf(members);
  }

  /**
   * @param region name of the member's locality
   */
  record Member(String region, ResolvedBackend.Usable backend) {}
}
