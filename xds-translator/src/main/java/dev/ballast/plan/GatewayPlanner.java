package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.memo.Latest;
import dev.ballast.memo.Memo;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.SharedList;
import dev.ballast.topology.PolicyAttachments;
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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds what the Envoys of one Gateway must have. Asked again and again, it plans anew only what a
 * change touched, and whatever is as it was stays the same object. Used by one thread.
 */
public final class GatewayPlanner {
  private final Memo<ObjectRef, RouteSlots.Source, RouteSlots> slots;
  private final SharedList<RouteSlots> allSlots = new SharedList<>();
  private final Latest<Layout.Source, Layout> layout;
  private final Latest<AppliedPolicies.Source, AppliedPolicies> applied;
  private final Memo<ObjectRef, PlannedRoute.Source, PlannedRoute> routes;
  private final Memo<String, HostInputs, VirtualHostPlan> hosts;
  private final Memo<String, AssignmentInputs, AssignmentPlan> assignments;

  // The clusters of the last plan; by Service they are sorted at the first question.
  private List<ClusterSource> sources = List.of();
  private @Nullable Map<ObjectId, Collection<ClusterSource>> byService;

  /**
   * @param count of the stages in here
   */
  public GatewayPlanner(MemoCount count) {
    slots = new Memo<>(count, (inputs, previous) -> RouteSlots.of(inputs));
    layout = new Latest<>(count, Layout::of);
    applied = new Latest<>(count, (inputs, previous) -> AppliedPolicies.of(inputs));
    routes = new Memo<>(count, PlannedRoute::of);
    hosts = new Memo<>(count, (inputs, previous) -> inputs.plan());
    assignments = new Memo<>(count, (inputs, previous) -> inputs.plan());
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
    var standing = slots(gateway, resolved);
    var order = layout.get(new Layout.Source(gateway, standing));
    var names = applied.get(new AppliedPolicies.Source(standing, attachments));
    var planned = routes(standing, names, world::policy);
    sources = clusters(planned);
    byService = null;
    return new GatewayPlan(
        gateway.id(),
        order.ports().stream().map(p -> new ListenerPlan(p.name(), p.number(), p.name())).toList(),
        configurations(order, routesBySlot(standing, planned)),
        sources.stream().map(ClusterSource::cluster).toList(),
        assignments.pass(() -> assignments(sources, world)));
  }

  /**
   * The endpoints of all clusters behind these Services, when nothing else has changed since the
   * last plan.
   */
  public List<AssignmentPlan> endpointsOf(Collection<ObjectId> services, World world) {
    var known = byService;
    if (known == null) {
      known = byService();
      byService = known;
    }
    var touched = new LinkedHashSet<ClusterSource>();
    for (ObjectId service : services) {
      touched.addAll(known.getOrDefault(service, List.of()));
    }
    return assignments(touched, world);
  }

  private List<RouteSlots> slots(ResolvedGateway gateway, List<ResolvedRoute> resolved) {
    return allSlots.of(
        slots.pass(
            () -> {
              var all = new ArrayList<RouteSlots>(resolved.size());
              for (ResolvedRoute route : resolved) {
                all.add(slots.get(route.route().ref(), new RouteSlots.Source(gateway, route)));
              }
              return all;
            }));
  }

  private List<PlannedRoute> routes(
      List<RouteSlots> standing,
      AppliedPolicies names,
      Function<ObjectId, Optional<BackendTrafficPolicy>> policies) {
    return routes.pass(
        () -> {
          var planned = new ArrayList<PlannedRoute>(standing.size());
          for (int i = 0; i < standing.size(); i++) {
            RouteSlots one = standing.get(i);
            var said = names.byRoute().get(i).stream().map(name -> name.flatMap(policies)).toList();
            planned.add(routes.get(one.route().route().ref(), new PlannedRoute.Source(one, said)));
          }
          return planned;
        });
  }

  private static Map<Slot, RoutePlan> routesBySlot(
      List<RouteSlots> standing, List<PlannedRoute> planned) {
    var bySlot = new IdentityHashMap<Slot, RoutePlan>();
    for (int i = 0; i < standing.size(); i++) {
      List<Slot> places = standing.get(i).slots();
      for (int k = 0; k < places.size(); k++) {
        bySlot.put(places.get(k), planned.get(i).routes().get(k));
      }
    }
    return bySlot;
  }

  private List<RouteConfigurationPlan> configurations(Layout order, Map<Slot, RoutePlan> bySlot) {
    return hosts.pass(
        () -> {
          var configurations = new ArrayList<RouteConfigurationPlan>();
          for (Layout.Port port : order.ports()) {
            var plans = new ArrayList<VirtualHostPlan>();
            for (Layout.Host host : port.hosts()) {
              // A host's name alone may stand on two ports.
              plans.add(hosts.get(port.name() + " " + host.name(), HostInputs.of(host, bySlot)));
            }
            configurations.add(new RouteConfigurationPlan(port.name(), plans));
          }
          return configurations;
        });
  }

  private record HostInputs(Layout.Host host, List<RoutePlan> routes) implements Inputs {
    static HostInputs of(Layout.Host host, Map<Slot, RoutePlan> bySlot) {
      var routes = new ArrayList<RoutePlan>(host.slots().size());
      for (Slot slot : host.slots()) {
        RoutePlan route = bySlot.get(slot);
        if (route == null) {
          throw new IllegalStateException("no plan for " + slot.name());
        }
        routes.add(route);
      }
      return new HostInputs(host, routes);
    }

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

  /** By name, in the order of routes; of two with one name the later one counts. */
  private static List<ClusterSource> clusters(List<PlannedRoute> planned) {
    var clusters = new LinkedHashMap<String, ClusterSource>();
    for (PlannedRoute route : planned) {
      for (ClusterSource source : route.clusters()) {
        clusters.put(source.cluster().name(), source);
      }
    }
    return List.copyOf(clusters.values());
  }

  private List<AssignmentPlan> assignments(Collection<ClusterSource> clusters, World world) {
    var plans = new ArrayList<AssignmentPlan>(clusters.size());
    for (ClusterSource source : clusters) {
      plans.add(
          assignments.get(source.cluster().name(), AssignmentInputs.of(source, world::slices)));
    }
    return plans;
  }

  /**
   * Sees one cluster and the slices behind it.
   *
   * @param slices of each member, in the order of members
   */
  private record AssignmentInputs(ClusterSource source, List<List<EndpointSlice>> slices)
      implements Inputs {
    static AssignmentInputs of(
        ClusterSource source, Function<ObjectId, List<EndpointSlice>> slicesOf) {
      return new AssignmentInputs(
          source, source.members().stream().map(m -> slicesOf.apply(m.backend().id())).toList());
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

  private Map<ObjectId, Collection<ClusterSource>> byService() {
    var map = new HashMap<ObjectId, Collection<ClusterSource>>();
    for (ClusterSource source : sources) {
      for (ClusterSource.Member member : source.members()) {
        map.computeIfAbsent(member.backend().id(), id -> new ArrayList<>(1)).add(source);
      }
    }
    return map;
  }
}
