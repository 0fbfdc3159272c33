package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Follows every reference of a world: class, listener, route, backend, policy. */
public final class TopologyResolver {
  private final World world;
  private final RouteAttacher attacher;
  private final BackendResolver backends;

  private TopologyResolver(
      World world, SortedMap<ObjectId, ResolvedGateway> gateways, Grants grants) {
    this.world = world;
    this.attacher = new RouteAttacher(world, gateways);
    this.backends = new BackendResolver(world, grants);
  }

  /**
   * @param controllerNames GatewayClasses with one of these names are ours
   * @param listenerPorts ports to bind instead of the usual ones, by {@code ns/gateway/listener}
   */
  public static Topology resolve(
      World world, Set<String> controllerNames, Map<String, Integer> listenerPorts) {
    var gateways = gateways(world, controllerNames, listenerPorts);
    var grants = new Grants(world.grants());
    var routes = new TopologyResolver(world, gateways, grants).routes();
    var attachments = PolicyAttacher.attach(world, gateways, grants);
    return new Topology(
        controllerNames,
        gateways,
        routes,
        world.policies(),
        attachments,
        Overrides.of(gateways.values(), routes, attachments));
  }

  private static SortedMap<ObjectId, ResolvedGateway> gateways(
      World world, Set<String> controllerNames, Map<String, Integer> listenerPorts) {
    var gateways = new TreeMap<ObjectId, ResolvedGateway>();
    for (Gateway gateway : world.gateways()) {
      world
          .gatewayClass(gateway.className())
          .filter(c -> controllerNames.contains(c.controllerName()))
          .map(c -> ListenerResolver.resolve(gateway, c, listenerPorts))
          .ifPresent(resolved -> gateways.put(gateway.id(), resolved));
    }
    return gateways;
  }

  private List<ResolvedRoute> routes() {
    var routes = new ArrayList<ResolvedRoute>();
    for (Route.Type type : Route.Type.values()) {
      for (Route route : world.routes(type)) {
        routes.add(resolve(route));
      }
    }
    return routes;
  }

  private ResolvedRoute resolve(Route route) {
    var findings = new ArrayList<Finding>();
    List<Attachment> attachments = attacher.attach(route, findings);
    if (attachments.isEmpty()) {
      return new ResolvedRoute(route, attachments, List.of(), findings);
    }
    var rules = new ArrayList<ResolvedRule>();
    for (Route.Rule rule : route.rules()) {
      for (FieldPath path : rule.unsupported()) {
        findings.add(
            Finding.warning(
                    "not-supported",
                    path,
                    "this part of a rule is not supported yet",
                    "the rule answers 500 until then")
                .about(route.ref().toString()));
      }
      rules.add(
          new ResolvedRule(
              rules.size(), rule, backends.resolve(route, rule, rules.size(), findings)));
    }
    return new ResolvedRoute(route, attachments, rules, findings);
  }
}
