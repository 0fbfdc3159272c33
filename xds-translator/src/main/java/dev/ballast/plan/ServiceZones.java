package dev.ballast.plan;

import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.world.Service;
import java.util.Optional;
import java.util.OptionalInt;

/** Zone routing that a Service asks for itself. */
final class ServiceZones {
  private static final String TOPOLOGY_MODE = "service.kubernetes.io/topology-mode";

  private ServiceZones() {}

  static ZoneRouting of(Service service) {
    if (service.trafficDistribution().isPresent()) {
      return preferLocal(1);
    }
    String mode = service.metadata().annotations().getOrDefault(TOPOLOGY_MODE, "");
    return mode.equals("Auto") || mode.equals("auto") ? preferLocal(3) : new ZoneRouting.None();
  }

  private static ZoneRouting preferLocal(int threshold) {
    return new ZoneRouting.PreferLocal(threshold, Optional.empty(), OptionalInt.of(threshold));
  }
}
