package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.memo.Latest;
import dev.ballast.memo.Memo;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.MemoList;
import dev.ballast.topology.PolicyAttachments;
import dev.ballast.topology.Reaches;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.EndpointSlice;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds what the Envoys of one Gateway must have. Asked again and again, it plans anew only what a
 * change touched, and whatever is as it was stays the same object. Used by one thread.
 */
public final class GatewayPlanner {
  private final MemoList<ObjectRef, RouteSlots.Source, RouteSlots> slots;
  private final Latest<Layout.Source, Layout> layout;
  private final Latest<AppliedPolicies.Source, AppliedPolicies> applied;
  private final MemoList<ObjectRef, PlannedRoute.Source, PlannedRoute> routes;
  private final Latest<PlannedInputs, List<ClusterSource>> sources;
  private final Memo<String, HostInputs, VirtualHostPlan> hosts;
  private final MemoList<String, AssignmentInputs, AssignmentPlan> assignments;

  private final Latest<ClusterList, Map<ObjectId, Collection<ClusterSource>>> byService;
  private List<ClusterSource> clusters = List.of();
  private World last = World.EMPTY;

  /**
   * @param count of the stages in here
   */
  public GatewayPlanner(MemoCount count) {
    slots = new MemoList<>(count, (inputs, previous) -> RouteSlots.of(inputs));
    layout = new Latest<>(count, Layout::of);
    applied = new Latest<>(count, (inputs, previous) -> AppliedPolicies.of(inputs));
    routes = new MemoList<>(count, PlannedRoute::of);
    sources = new Latest<>(count, (inputs, previous) -> inputs.clusters());
    byService = new Latest<>(count, (inputs, previous) -> inputs.byService());
    hosts = new Memo<>(count, (inputs, previous) -> inputs.plan());
    assignments = new MemoList<>(count, (inputs, previous) -> inputs.plan());
  }

  /**
   * @param resolved routes with a parentRef to the Gateway, in order of precedence
   * @param world for what policies say, and for endpoints
   */
  public GatewayPlan plan(
      ResolvedGateway gateway,
      List<ResolvedRoute> resolved,
      PolicyAttachments attachments,
      World world) {
    var standing =
        slots.get(
            new Object[] {gateway},
            List.of(resolved),
            place -> resolved.get(place).route().ref(),
            place -> new RouteSlots.Source(gateway, resolved.get(place)));
    var order = layout.get(new Layout.Source(gateway, standing));
    var planned =
        routes(
            standing,
            applied.get(new AppliedPolicies.Source(standing, attachments)),
            world.policies());
    var needed = sources.get(new PlannedInputs(planned));
    clusters = needed;
    var plan =
        new GatewayPlan(
            gateway.id(),
            order.ports().stream()
                .map(p -> new ListenerPlan(p.name(), p.number(), p.name()))
                .toList(),
            configurations(order, planned),
            needed.stream().map(ClusterSource::cluster).toList(),
            assignments(needed, world));
    last = world;
    return plan;
  }

  /** Only clusters whose slices changed are looked at again. */
  private List<AssignmentPlan> assignments(List<ClusterSource> needed, World world) {
    var services = world.changesSince(last).map(changes -> Reaches.touched(changes, world, last));
    return assignments.get(
        new Object[0],
        List.of(needed),
        place -> needed.get(place).cluster().name(),
        place -> AssignmentInputs.of(needed.get(place), world),
        services.map(touched -> behind(needed, touched)).orElse(place -> true));
  }

  private static IntPredicate behind(List<ClusterSource> needed, Set<ObjectId> services) {
    return services.isEmpty() ? MemoList.NEVER : place -> isAnyBehind(needed.get(place), services);
  }

  private static boolean isAnyBehind(ClusterSource cluster, Set<ObjectId> services) {
    return cluster.members().stream().anyMatch(m -> services.contains(m.backend().id()));
  }

  /**
   * The endpoints of all clusters behind these Services, when nothing else has changed since the
   * last plan.
   */
  public List<AssignmentPlan> endpointsOf(Collection<ObjectId> services, World world) {
    var known = byService.get(new ClusterList(clusters));
    var touched = new LinkedHashSet<ClusterSource>();
    for (ObjectId service : services) {
      touched.addAll(known.getOrDefault(service, List.of()));
    }
    var plans =
        touched.stream()
            .map(c -> assignments.get(c.cluster().name(), AssignmentInputs.of(c, world)))
            .toList();
    last = world;
    return plans;
  }

  /** Only routes under a policy that is another object than last time are looked at again. */
  private List<PlannedRoute> routes(
      List<RouteSlots> standing, AppliedPolicies names, List<BackendTrafficPolicy> policies) {
    var columns = new ArrayList<List<?>>(List.of(standing));
    columns.addAll(names.columns(policies));
    return routes.get(
        new Object[0],
        columns,
        place -> standing.get(place).route().route().ref(),
        place -> new PlannedRoute.Source(standing.get(place), names.on(place, policies)));
  }

  private List<RouteConfigurationPlan> configurations(Layout order, List<PlannedRoute> planned) {
    return hosts.pass(
        () -> {
          var configurations = new ArrayList<RouteConfigurationPlan>();
          for (Layout.Port port : order.ports()) {
            var plans = new ArrayList<VirtualHostPlan>();
            for (Layout.Host host : port.hosts()) {
              // A host's name alone may stand on two ports.
              plans.add(
                  hosts.get(
                      port.name() + " " + host.name(),
                      new HostInputs(host, order.routesOf(host, planned))));
            }
            configurations.add(new RouteConfigurationPlan(port.name(), plans));
          }
          return configurations;
        });
  }

  private record HostInputs(Layout.Host host, List<RoutePlan> routes) implements Inputs {
    VirtualHostPlan plan() {
      return new VirtualHostPlan(host.name(), host.domain(), routes);
    }

    @Override
    public @Nullable Object[] parts() {
      @Nullable Object[] parts = routes.toArray(new Object[routes.size() + 1]);
      parts[routes.size()] = host;
      return parts;
    }
  }

  private record PlannedInputs(List<PlannedRoute> routes) implements Inputs {
    List<ClusterSource> clusters() {
      return routes.stream().flatMap(route -> route.clusters().stream()).toList();
    }

    @Override
    public Object[] parts() {
      return new Object[] {routes};
    }
  }

  /**
   * Sees one cluster and the slices behind it.
   *
   * @param slices of each member, in the order of members
   */
  private record AssignmentInputs(ClusterSource source, List<List<EndpointSlice>> slices)
      implements Inputs {
    static AssignmentInputs of(ClusterSource source, World world) {
      return new AssignmentInputs(
          source, source.members().stream().map(m -> world.slices(m.backend().id())).toList());
    }

    AssignmentPlan plan() {
      return Assignments.of(source, slices);
    }

    @Override
    public @Nullable Object[] parts() {
      @Nullable Object[] parts = slices.toArray(new Object[slices.size() + 1]);
      parts[slices.size()] = source;
      return parts;
    }
  }

  private record ClusterList(List<ClusterSource> all) implements Inputs {
    Map<ObjectId, Collection<ClusterSource>> byService() {
      var map = new HashMap<ObjectId, Collection<ClusterSource>>();
      for (ClusterSource source : all) {
        for (ClusterSource.Member member : source.members()) {
          map.computeIfAbsent(member.backend().id(), id -> new ArrayList<>(1)).add(source);
        }
      }
      return map;
    }

    @Override
    public Object[] parts() {
      return new Object[] {all};
    }
  }
}
