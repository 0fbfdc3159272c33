package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.Groups;
import dev.ballast.world.Namespace;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import dev.ballast.world.Service;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that one route's resolution may look at.
 *
 * @param parents what each parentRef leads to
 * @param namespace the route's own, if it is known
 * @param services the Services its backendRefs name, as far as they exist
 */
record RouteInputs(
    Route route,
    List<Parent> parents,
    Optional<Namespace> namespace,
    Grants grants,
    Map<ObjectId, Backend> services)
    implements Inputs {

  /**
   * @param ours the Gateway if it is one of ours
   * @param exists whether there is such a Gateway at all
   */
  record Parent(@Nullable ResolvedGateway ours, boolean exists) {}

  record Backend(Service service, ServiceReach reach) {}

  static RouteInputs of(
      Route route,
      World world,
      SortedMap<ObjectId, ResolvedGateway> ours,
      Grants grants,
      Reaches reaches) {
    var parents = new ArrayList<Parent>(route.parents().size());
    for (Route.ParentRef ref : route.parents()) {
      ResolvedGateway gateway = ref.isGateway() ? ours.get(ref.id()) : null;
      parents.add(
          new Parent(
              gateway,
              gateway != null || (ref.isGateway() && world.gateway(ref.id()).isPresent())));
    }
    var services = new HashMap<ObjectId, Backend>();
    for (Route.Rule rule : route.rules()) {
      for (Route.BackendRef ref : rule.backends()) {
        if (isService(ref)) {
          world
              .service(ref.id())
              .ifPresent(
                  service -> services.put(ref.id(), new Backend(service, reaches.of(ref.id()))));
        }
      }
    }
    return new RouteInputs(
        route, parents, world.namespace(route.id().namespace()), grants, services);
  }

  static boolean isService(Route.BackendRef ref) {
    return ref.group().equals(Groups.CORE) && ref.kind().equals(Service.KIND);
  }

  Map<String, String> namespaceLabels() {
    return Namespace.labels(route.id().namespace(), namespace);
  }

  @Override
  public @Nullable Object[] parts() {
    var parts = new ArrayList<@Nullable Object>();
    parts.add(route);
    for (Parent parent : parents) {
      parts.add(parent.ours());
      parts.add(parent.exists());
    }
    parts.add(namespace.orElse(null));
    parts.add(grants);
    // In the order of the route, since a map of few has no order of its own.
    for (Route.Rule rule : route.rules()) {
      for (Route.BackendRef ref : rule.backends()) {
        Backend backend = services.get(ref.id());
        parts.add(backend == null ? null : backend.service());
        parts.add(backend == null ? null : backend.reach());
      }
    }
    return parts.toArray();
  }
}
