package dev.ballast.policy;

import dev.ballast.policy.loadbalancer.LoadBalancing;

/**
 * What a policy means once it is read: one component a feature, each complete. Carried by the plan
 * as it is.
 */
public record TrafficSettings(LoadBalancing loadBalancing) {
  public static final TrafficSettings DEFAULT = new TrafficSettings(LoadBalancing.DEFAULT);
}
