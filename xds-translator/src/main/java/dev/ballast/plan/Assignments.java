package dev.ballast.plan;

import dev.ballast.plan.AssignmentPlan.Endpoint;
import dev.ballast.world.EndpointSlice;
import dev.ballast.world.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fills clusters with endpoints: the only part of a plan that looks into endpoint slices. */
final class Assignments {
  private static final Comparator<Endpoint> ORDER =
      Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

  private record Key(String address, int port) {}

  private Assignments() {}

  /**
   * @param slices of each member's Service, in the order of members
   */
  static AssignmentPlan of(ClusterSource source, List<List<EndpointSlice>> slices) {
    var backends = new ArrayList<AssignmentPlan.Backend>(source.members().size());
    for (ClusterSource.Member member : source.members()) {
      Service.Port port = member.backend().port();
      backends.add(
          new AssignmentPlan.Backend(
              member.region(),
              member.backend().weight(),
              member.backend().id().namespace(),
              member.backend().id().name(),
              port.port(),
              endpoints(port, slices.get(backends.size()))));
    }
    return new AssignmentPlan(source.cluster().name(), source.cluster().zones(), backends);
  }

  /**
   * An endpoint may stand in two slices while it moves from one to the other; the one that takes
   * requests counts.
   */
  static List<Endpoint> endpoints(Service.Port port, List<EndpointSlice> slices) {
    Map<Key, Endpoint> endpoints = new HashMap<>();
    for (EndpointSlice slice : slices) {
      for (EndpointSlice.Port offered : slice.ports()) {
        if (offered.port().isPresent()
            && offered.name().equals(port.name())
            && offered.protocol().equals(port.protocol())) {
          collect(slice, offered.port().getAsInt(), endpoints);
        }
      }
    }
    return endpoints.values().stream().sorted(ORDER).toList();
  }

  private static void collect(EndpointSlice slice, int port, Map<Key, Endpoint> endpoints) {
    for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
      for (String address : endpoint.addresses()) {
        endpoints.merge(
            new Key(address, port),
            new Endpoint(address, port, endpoint.draining(), endpoint.zone()),
            (known, other) -> known.draining() ? other : known);
      }
    }
  }
}
