package dev.ballast.translation;

import dev.ballast.memo.MemoCount;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.GatewayPlanner;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.topology.Reaches;
import dev.ballast.topology.Topology;
import dev.ballast.topology.TopologyResolver;
import dev.ballast.world.EndpointSlice;
import dev.ballast.world.ObjectId;
import dev.ballast.world.World;
import dev.ballast.xds.XdsTranslator;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From worlds to snapshots, statuses and findings. What a world becomes is defined by the world
 * alone: equal worlds give equal translations, whatever was translated before. The cost follows
 * what changed since the world before.
 *
 * <p>Endpoints have a lane of their own: while nothing but endpoint slices changes, and no Service
 * gains its first endpoint or loses its last, neither topology nor plan is looked at.
 *
 * <p>Used by one thread. A translation that breaks leaves everything as it was.
 */
public final class Translator {
  private final TranslationOptions options;
  private final StageClock clock;
  private final Map<TranslationStage, MemoCount> counts = new EnumMap<>(TranslationStage.class);
  private final TopologyResolver topologies;
  private final Reporter reporter;
  private final Map<ObjectId, GatewayTranslator> gateways = new HashMap<>();

  private World world = World.EMPTY;
  private Reaches reaches = Reaches.NONE;
  private @Nullable Translation last;

  /** Whether the last attempt succeeded, so that every part speaks of the same world. */
  private boolean isWhole;

  public Translator(TranslationOptions options) {
    this(options, StageClock.NONE);
  }

  public Translator(TranslationOptions options, StageClock clock) {
    this.options = options;
    this.clock = clock;
    for (TranslationStage stage : TranslationStage.values()) {
      counts.put(stage, new MemoCount());
    }
    topologies =
        new TopologyResolver(
            options.controllerNames(), options.listenerPorts(), count(TranslationStage.TOPOLOGY));
    reporter = new Reporter(count(TranslationStage.REPORT));
  }

  /** One world alone. */
  public static Translation translate(World world, TranslationOptions options) {
    return new Translator(options).next(world);
  }

  /** The plans alone, for those who want to look before protobuf. */
  public static SortedMap<ObjectId, GatewayPlan> plans(World world, TranslationOptions options) {
    var translator = new Translator(options);
    var topology = translator.topologies.resolve(world, Reaches.NONE.in(world, World.EMPTY));
    var plans = new TreeMap<ObjectId, GatewayPlan>();
    topology
        .gateways()
        .keySet()
        .forEach(id -> plans.put(id, translator.new GatewayTranslator(id).plan(topology, world)));
    return plans;
  }

  /** How often a stage had what it was asked for already. */
  public MemoCount count(TranslationStage stage) {
    return counts.computeIfAbsent(stage, s -> new MemoCount());
  }

  /** The same translation as last time when the world is. */
  public Translation next(World now) {
    var known = last;
    var changes = now.changesSince(world);
    if (known != null && isWhole && changes.isPresent() && changes.get().isEmpty()) {
      return known;
    }
    var reachable = reaches.in(now, world);
    boolean isEndpointsOnly =
        isWhole
            && reachable == reaches
            && changes.isPresent()
            && changes.get().stream().allMatch(ref -> ref.kind().equals(EndpointSlice.KIND));
    isWhole = false;
    var made =
        known != null && isEndpointsOnly
            ? endpoints(known, Reaches.touched(changes.get(), now, world), now)
            : whole(now, reachable);
    isWhole = true;
    last = made;
    world = now;
    reaches = reachable;
    return made;
  }

  private Translation endpoints(Translation known, Set<ObjectId> services, World now) {
    return clock.timed(
        TranslationStage.ENDPOINTS,
        () -> {
          var snapshots = new TreeMap<ObjectId, Snapshot>();
          gateways.forEach((id, gateway) -> snapshots.put(id, gateway.endpointsOf(services, now)));
          topologies.passOver(now);
          return new Translation(Collections.unmodifiableSortedMap(snapshots), known.reports());
        });
  }

  private Translation whole(World now, Reaches reachable) {
    var topology = clock.timed(TranslationStage.TOPOLOGY, () -> topologies.resolve(now, reachable));
    var plans =
        clock.timed(
            TranslationStage.PLAN,
            () -> {
              var all = new TreeMap<ObjectId, GatewayPlan>();
              topology
                  .gateways()
                  .keySet()
                  .forEach(id -> all.put(id, gateway(id).plan(topology, now)));
              return all;
            });
    var snapshots =
        clock.timed(
            TranslationStage.XDS,
            () -> {
              var all = new TreeMap<ObjectId, Snapshot>();
              plans.forEach((id, plan) -> all.put(id, gateway(id).xds.next(plan)));
              return all;
            });
    var reports = clock.timed(TranslationStage.REPORT, () -> reporter.report(now, topology));
    gateways.keySet().retainAll(topology.gateways().keySet());
    return new Translation(Collections.unmodifiableSortedMap(snapshots), reports);
  }

  private GatewayTranslator gateway(ObjectId id) {
    return gateways.computeIfAbsent(id, GatewayTranslator::new);
  }

  /** What is remembered for one Gateway. */
  private final class GatewayTranslator {
    private final ObjectId id;
    private final GatewayPlanner planner = new GatewayPlanner(count(TranslationStage.PLAN));
    private final XdsTranslator xds;

    GatewayTranslator(ObjectId id) {
      this.id = id;
      this.xds = new XdsTranslator(id, count(TranslationStage.XDS), options.routeOrigins());
    }

    GatewayPlan plan(Topology topology, World now) {
      var gateway = topology.gateways().get(id);
      if (gateway == null) {
        throw new IllegalStateException("the topology lacks Gateway " + id);
      }
      return planner.plan(gateway, topology.routes().of(id), topology.attachments(), now);
    }

    Snapshot endpointsOf(Set<ObjectId> services, World now) {
      List<AssignmentPlan> plans = planner.endpointsOf(services, now);
      return xds.nextEndpoints(plans);
    }
  }
}
