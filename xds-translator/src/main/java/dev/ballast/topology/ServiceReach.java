package dev.ballast.topology;

import dev.ballast.world.EndpointSlice;
import dev.ballast.world.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the endpoints of a Service mean for the layout of routes and clusters. Endpoints come and go
 * without a change of it; only when the first one comes or the last one goes, or when a slice of
 * another address type appears, something else than an assignment changes.
 *
 * @param holdsHostNames whether any slice holds host names instead of addresses
 * @param ports ports that somebody is behind
 */
record ServiceReach(boolean holdsHostNames, Set<PortName> ports) {
  static final ServiceReach NOBODY = new ServiceReach(false, Set.of());

  /** A Service's port as slices name it. */
  record PortName(String name, String protocol) {}

  ServiceReach {
    ports = Set.copyOf(ports);
  }

  static ServiceReach of(List<EndpointSlice> slices) {
    if (slices.isEmpty()) {
      return NOBODY;
    }
    var ports = new HashSet<PortName>();
    for (EndpointSlice slice : slices) {
      if (slice.endpoints().stream().anyMatch(endpoint -> !endpoint.addresses().isEmpty())) {
        slice.ports().stream()
            .filter(port -> port.port().isPresent())
            .map(port -> new PortName(port.name(), port.protocol()))
            .forEach(ports::add);
      }
    }
    return new ServiceReach(slices.stream().anyMatch(EndpointSlice::holdsHostNames), ports);
  }

  boolean reaches(Service.Port port) {
    return ports.contains(new PortName(port.name(), port.protocol()));
  }
}
