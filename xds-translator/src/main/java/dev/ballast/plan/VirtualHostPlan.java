package dev.ballast.plan;

import java.util.List;

/**
 * @param name {@code <listener>/<hostname with dots as underscores>}
 * @param domain the hostname, {@code *} for any
 * @param routes best match first
 */
public record VirtualHostPlan(String name, String domain, List<RoutePlan> routes) {
  public VirtualHostPlan {
    routes = List.copyOf(routes);
  }
}
