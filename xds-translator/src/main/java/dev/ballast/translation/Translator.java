package dev.ballast.translation;

import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.PlanBuilder;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.topology.Attachment;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.Topology;
import dev.ballast.topology.TopologyFindings;
import dev.ballast.topology.TopologyResolver;
import dev.ballast.world.ObjectId;
import dev.ballast.world.World;
import dev.ballast.xds.XdsTranslator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** From a world to snapshots, statuses and findings. Equal worlds give equal translations. */
public final class Translator {
  private Translator() {}

  public static Translation translate(World world, TranslationOptions options) {
    Topology topology = topology(world, options);
    var snapshots = new TreeMap<ObjectId, Snapshot>();
    plans(world, topology).forEach((id, plan) -> snapshots.put(id, XdsTranslator.translate(plan)));
    return new Translation(
        snapshots, Statuses.of(world, topology), TopologyFindings.of(world, topology));
  }

  /** The plans alone, for those who want to look before protobuf. */
  public static SortedMap<ObjectId, GatewayPlan> plans(World world, TranslationOptions options) {
    return plans(world, topology(world, options));
  }

  private static Topology topology(World world, TranslationOptions options) {
    return TopologyResolver.resolve(world, options.controllerNames(), options.listenerPorts());
  }

  private static SortedMap<ObjectId, GatewayPlan> plans(World world, Topology topology) {
    var routes = routesByGateway(topology);
    var plans = new TreeMap<ObjectId, GatewayPlan>();
    topology
        .gateways()
        .forEach(
            (id, gateway) ->
                plans.put(
                    id,
                    PlanBuilder.build(
                        gateway,
                        routes.getOrDefault(id, List.of()),
                        topology.attachments(),
                        world::slices)));
    return plans;
  }

  private static Map<ObjectId, List<ResolvedRoute>> routesByGateway(Topology topology) {
    var routes = new HashMap<ObjectId, List<ResolvedRoute>>();
    for (ResolvedRoute route : topology.routes()) {
      var gateways =
          route.attachments().stream()
              .map(Attachment::gateway)
              .map(gateway -> gateway.id())
              .collect(Collectors.toCollection(LinkedHashSet::new));
      gateways.forEach(id -> routes.computeIfAbsent(id, i -> new ArrayList<>()).add(route));
    }
    return routes;
  }
}
