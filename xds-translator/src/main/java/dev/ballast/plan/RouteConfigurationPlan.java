package dev.ballast.plan;

import java.util.List;

/** The routes of one bound port, by hostname. */
public record RouteConfigurationPlan(String name, List<VirtualHostPlan> virtualHosts) {
  public RouteConfigurationPlan {
    virtualHosts = List.copyOf(virtualHosts);
  }
}
