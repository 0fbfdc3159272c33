package dev.ballast.translation;

import dev.ballast.topology.Attachment;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.Topology;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statuses of all objects of ours, by kind, namespace and name. */
final class Statuses {
  private Statuses() {}

  static List<ObjectStatus> of(World world, Topology topology) {
    var statuses = new ArrayList<ObjectStatus>();
    world.gatewayClasses().stream()
        .filter(topology::isOurs)
        .map(GatewayStatus::of)
        .forEach(statuses::add);
    var attached = attachedRoutes(topology);
    topology.gateways().values().stream()
        .map(gateway -> GatewayStatus.of(gateway, attached))
        .forEach(statuses::add);
    topology.routes().stream()
        .flatMap(route -> RouteStatus.of(route).stream())
        .forEach(statuses::add);
    var policies = new PolicyStatus(topology, controllerName(world, topology));
    topology.policies().stream()
        .flatMap(policy -> policies.of(policy).stream())
        .forEach(statuses::add);
    statuses.sort(Comparator.comparing(ObjectStatus::object));
    return statuses;
  }

  /** The oldest class of ours names it; without any, the first of our names. */
  private static String controllerName(World world, Topology topology) {
    return world.gatewayClasses().stream()
        .filter(topology::isOurs)
        .findFirst()
        .map(GatewayClass::controllerName)
        .orElseGet(() -> Collections.min(topology.controllerNames()));
  }

  private static Map<String, Integer> attachedRoutes(Topology topology) {
    var counts = new HashMap<String, Integer>();
    for (ResolvedRoute route : topology.routes()) {
      var listeners =
          route.attachments().stream()
              .map(Attachment::bindings)
              .flatMap(List::stream)
              .map(binding -> binding.listener().name())
              .collect(Collectors.toSet());
      listeners.forEach(name -> counts.merge(name, 1, Integer::sum));
    }
    return counts;
  }
}
