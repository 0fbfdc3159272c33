package dev.ballast.translation;

import dev.ballast.memo.Inputs;
import dev.ballast.memo.Latest;
import dev.ballast.memo.Memo;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.MemoList;
import dev.ballast.topology.Attachment;
import dev.ballast.topology.PolicyFindings;
import dev.ballast.topology.PolicyView;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.RouteTable;
import dev.ballast.topology.Topology;
import dev.ballast.topology.TopologyFindings;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.UnsupportedObject;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statuses and findings of all objects. Used by one thread. */
final class Reporter {
  private final Latest<TableInputs, Map<String, Integer>> attachedRoutes;
  private final Memo<ObjectRef, Sole, ObjectReport> simple;
  private final Memo<ObjectRef, GatewayInputs, ObjectReport> gateways;
  private final MemoList<ObjectRef, RouteInputs, ObjectReport> routes;
  private final MemoList<ObjectRef, PolicyView, ObjectReport> policies;
  private Reports reports = Reports.EMPTY;

  Reporter(MemoCount count) {
    attachedRoutes = new Latest<>(count, (inputs, previous) -> attachedRoutes(inputs.routes()));
    simple = new Memo<>(count, (inputs, previous) -> inputs.report());
    gateways = new Memo<>(count, (inputs, previous) -> inputs.report());
    routes = new MemoList<>(count, (inputs, previous) -> report(inputs.route()));
    policies = new MemoList<>(count, (inputs, previous) -> report(inputs));
  }

  /** The same value for as long as nothing differs. */
  Reports report(World world, Topology topology) {
    simple.pass(
        () -> {
          world.gatewayClasses().stream()
              .filter(topology::isOurs)
              .forEach(c -> simple.get(c.ref(), new Sole.OfClass(c)));
          world.unsupported().forEach(o -> simple.get(o.ref(), new Sole.OfUnsupported(o)));
          return true;
        });
    var attached = attachedRoutes.get(new TableInputs(topology.routes()));
    gateways.pass(
        () -> {
          world
              .gateways()
              .forEach(g -> gateways.get(g.ref(), inputs(g, world, topology, attached)));
          return true;
        });
    List<ResolvedRoute> resolved = topology.routes().inOrder();
    routes.get(
        new Object[0],
        List.of(resolved),
        place -> resolved.get(place).route().ref(),
        place -> new RouteInputs(resolved.get(place)));
    String controllerName = controllerName(world, topology);
    List<BackendTrafficPolicy> all = topology.policies();
    policies.get(
        new Object[] {
          controllerName,
          topology.gateways(),
          topology.routes(),
          topology.attachments(),
          topology.overrides()
        },
        List.of(all),
        place -> all.get(place).ref(),
        place -> PolicyView.of(topology, all.get(place), controllerName));
    var removed = new HashSet<ObjectRef>();
    var changed = new HashMap<ObjectRef, ObjectReport>();
    for (var difference :
        List.of(simple.drain(), gateways.drain(), routes.drain(), policies.drain())) {
      removed.addAll(difference.removed());
      changed.putAll(difference.changed());
    }
    reports = reports.changed(removed, changed);
    return reports;
  }

  /** Objects of which one alone says everything. */
  private sealed interface Sole extends Inputs {
    ObjectReport report();

    record OfClass(GatewayClass gatewayClass) implements Sole {
      @Override
      public ObjectReport report() {
        return new ObjectReport(Optional.of(GatewayStatus.of(gatewayClass)), List.of());
      }

      @Override
      public Object[] parts() {
        return new Object[] {gatewayClass};
      }
    }

    record OfUnsupported(UnsupportedObject object) implements Sole {
      @Override
      public ObjectReport report() {
        return new ObjectReport(Optional.empty(), TopologyFindings.of(object));
      }

      @Override
      public Object[] parts() {
        return new Object[] {object};
      }
    }
  }

  /**
   * @param resolved empty for a Gateway that is not ours
   * @param gatewayClass the class it names, if there is one
   * @param attachedRoutes number of routes by listener name
   */
  private record GatewayInputs(
      Gateway gateway,
      Optional<ResolvedGateway> resolved,
      Optional<GatewayClass> gatewayClass,
      Map<String, Integer> attachedRoutes)
      implements Inputs {
    ObjectReport report() {
      return resolved
          .map(
              ours ->
                  new ObjectReport(
                      Optional.of(GatewayStatus.of(ours, attachedRoutes)), ours.findings()))
          .orElseGet(
              () ->
                  new ObjectReport(
                      Optional.empty(), TopologyFindings.ofForeign(gateway, gatewayClass)));
    }

    @Override
    public @Nullable Object[] parts() {
      return new @Nullable Object[] {
        gateway, resolved.orElse(null), gatewayClass.orElse(null), attachedRoutes
      };
    }
  }

  private static GatewayInputs inputs(
      Gateway gateway, World world, Topology topology, Map<String, Integer> attachedRoutes) {
    return new GatewayInputs(
        gateway,
        Optional.ofNullable(topology.gateways().get(gateway.id())),
        world.gatewayClass(gateway.className()),
        attachedRoutes);
  }

  private record RouteInputs(ResolvedRoute route) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {route};
    }
  }

  private static ObjectReport report(ResolvedRoute route) {
    return new ObjectReport(RouteStatus.of(route), route.findings());
  }

  private static ObjectReport report(PolicyView view) {
    return new ObjectReport(PolicyStatus.of(view), PolicyFindings.of(view));
  }

  /** The oldest class of ours names it; without any, the first of our names. */
  private static String controllerName(World world, Topology topology) {
    return world.gatewayClasses().stream()
        .filter(topology::isOurs)
        .findFirst()
        .map(GatewayClass::controllerName)
        .orElseGet(() -> Collections.min(topology.controllerNames()));
  }

  private record TableInputs(RouteTable routes) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {routes};
    }
  }

  private static Map<String, Integer> attachedRoutes(RouteTable routes) {
    var counts = new IdentityHashMap<ResolvedListener, Integer>();
    for (ResolvedRoute route : routes.inOrder()) {
      var counted = new ArrayList<ResolvedListener>(1);
      for (Attachment attachment : route.attachments()) {
        for (Attachment.Binding binding : attachment.bindings()) {
          // Two parentRefs may name one listener.
          if (counted.stream().noneMatch(binding.listener()::equals)) {
            counted.add(binding.listener());
            counts.merge(binding.listener(), 1, Integer::sum);
          }
        }
      }
    }
    var byName = new HashMap<String, Integer>();
    counts.forEach((listener, count) -> byName.merge(listener.name(), count, Integer::sum));
    return byName;
  }
}
