package dev.ballast.topology;

import dev.ballast.memo.SharedList;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of a topology, in order, by name and by Gateway. Immutable. */
public final class RouteTable {
  private final List<ResolvedRoute> inOrder;
  private final Map<ObjectRef, ResolvedRoute> byRef = new HashMap<>();
  private final Map<ObjectId, List<ResolvedRoute>> byGateway = new HashMap<>();

  RouteTable(List<ResolvedRoute> routes) {
    inOrder = List.copyOf(routes);
    for (ResolvedRoute route : inOrder) {
      byRef.put(route.route().ref(), route);
      for (Attachment attachment : route.attachments()) {
        var there = byGateway.computeIfAbsent(attachment.gateway().id(), i -> new ArrayList<>());
        // Several parentRefs may name one Gateway.
        if (there.isEmpty() || !there.getLast().route().ref().equals(route.route().ref())) {
          there.add(route);
        }
      }
    }
  }

  /**
   * In the order in which they take precedence when their matches are equal: HTTPRoutes before
   * GRPCRoutes, each oldest first.
   */
  public List<ResolvedRoute> inOrder() {
    return inOrder;
  }

  /** Whether it is of these very routes. */
  boolean holds(List<ResolvedRoute> routes) {
    return SharedList.isSame(routes, inOrder);
  }

  public Optional<ResolvedRoute> get(ObjectRef ref) {
    return Optional.ofNullable(byRef.get(ref));
  }

  /** Those with a parentRef to the Gateway, attached or refused, in order. */
  public List<ResolvedRoute> of(ObjectId gateway) {
    return byGateway.getOrDefault(gateway, List.of());
  }
}
