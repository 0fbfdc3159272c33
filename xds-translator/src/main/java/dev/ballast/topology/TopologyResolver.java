package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.memo.Inputs;
import dev.ballast.memo.Latest;
import dev.ballast.memo.Memo;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.MemoList;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.Namespace;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.ObjectsOfKind;
import dev.ballast.world.ReferenceGrant;
import dev.ballast.world.Route;
import dev.ballast.world.Service;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows every reference of a world: class, listener, route, backend, policy. Asked for one world
 * after the other, it works out anew only what a change touched. Used by one thread.
 */
public final class TopologyResolver {
  private final Set<String> controllerNames;
  private final Map<String, Integer> listenerPorts;

  private final Latest<Grants.Source, Grants> grants;
  private final Latest<ClassInputs, SortedMap<ObjectId, ResolvedGateway>> gateways;
  private final Memo<ObjectId, GatewayInputs, ResolvedGateway> gateway;
  private final Latest<TableInputs, RouteTable> routes;
  private final MemoList<ObjectRef, RouteInputs, ResolvedRoute> route;
  private final MemoList<ObjectId, PolicyAim.Source, PolicyAim> aims;
  private final MemoList<ObjectId, PolicyClaims.Source, PolicyClaims> claims;
  private final Latest<PolicyAttacher.Source, PolicyAttachments> attachments;
  private final Latest<Overrides.Sources, Overrides> overrides;
  private World last = World.EMPTY;

  /**
   * @param controllerNames GatewayClasses with one of these names are ours
   * @param listenerPorts ports to bind instead of the usual ones, by {@code ns/gateway/listener}
   * @param count of the stages in here
   */
  public TopologyResolver(
      Set<String> controllerNames, Map<String, Integer> listenerPorts, MemoCount count) {
    this.controllerNames = controllerNames;
    this.listenerPorts = listenerPorts;
    grants = new Latest<>(count, (inputs, previous) -> inputs.grants());
    gateway = new Memo<>(count, (inputs, previous) -> resolve(inputs));
    gateways = new Latest<>(count, this::gateways);
    route = new MemoList<>(count, (inputs, previous) -> resolve(inputs));
    routes = new Latest<>(count, this::routes);
    aims = new MemoList<>(count, (inputs, previous) -> PolicyAim.of(inputs));
    claims = new MemoList<>(count, (inputs, previous) -> PolicyClaims.of(inputs));
    attachments = new Latest<>(count, PolicyAttacher::attach);
    overrides = new Latest<>(count, Overrides::of);
  }

  /**
   * @param reaches of this world
   */
  public Topology resolve(World world, Reaches reaches) {
    var touched = Touched.between(last, world);
    var granted = grants.get(new Grants.Source(world.kind(ReferenceGrant.KIND), world.grants()));
    var ours = gateways.get(ClassInputs.of(world));
    var table = routes.get(new TableInputs(world, ours, granted, reaches, touched));
    var attached =
        attachments.get(
            new PolicyAttacher.Source(
                claims(AttachInputs.of(world, aims(world), ours, granted), touched)));
    var topology =
        new Topology(
            controllerNames,
            ours,
            table,
            world.policies(),
            attached,
            overrides.get(new Overrides.Sources(ours, table, attached)));
    last = world;
    return topology;
  }

  /**
   * A step that nothing in here depends on: the next {@link #resolve} compares with this world, not
   * with one it is no neighbour of, after which all would have to be looked at.
   */
  public void passOver(World world) {
    last = world;
  }

  /** Sees the Gateways and their classes. */
  private record ClassInputs(
      ObjectsOfKind gatewayKind, ObjectsOfKind classKind, List<Gateway> gateways)
      implements Inputs {
    static ClassInputs of(World world) {
      return new ClassInputs(
          world.kind(Gateway.KIND), world.kind(GatewayClass.KIND), world.gateways());
    }

    @Override
    public Object[] parts() {
      return new Object[] {gatewayKind, classKind};
    }
  }

  private record GatewayInputs(
      Gateway gateway, GatewayClass gatewayClass, Map<String, Integer> listenerPorts)
      implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {gateway, gatewayClass};
    }
  }

  private SortedMap<ObjectId, ResolvedGateway> gateways(
      ClassInputs inputs, @Nullable SortedMap<ObjectId, ResolvedGateway> previous) {
    return gateway.pass(
        () -> {
          var ours = new TreeMap<ObjectId, ResolvedGateway>();
          for (Gateway g : inputs.gateways()) {
            inputs
                .classKind()
                .find(GatewayClass.class, new ObjectId("", g.className()))
                .filter(c -> controllerNames.contains(c.controllerName()))
                .map(c -> gateway.get(g.id(), new GatewayInputs(g, c, listenerPorts)))
                .ifPresent(resolved -> ours.put(g.id(), resolved));
          }
          return Collections.unmodifiableSortedMap(ours);
        });
  }

  private static ResolvedGateway resolve(GatewayInputs inputs) {
    return ListenerResolver.resolve(
        inputs.gateway(), inputs.gatewayClass(), inputs.listenerPorts());
  }

  /** Sees what any route may look at; {@link RouteInputs} gives each its part. */
  private record TableInputs(
      World world,
      SortedMap<ObjectId, ResolvedGateway> ours,
      Grants grants,
      Reaches reaches,
      Touched touched)
      implements Inputs {
    /** What all routes share. Of Services each sees its own only. */
    Object[] surroundings() {
      return new Object[] {world.kind(Gateway.KIND), world.kind(Namespace.KIND), ours, grants};
    }

    @Override
    public Object[] parts() {
      return new Object[] {
        world.kind(Route.Type.HTTP.kind()),
        world.kind(Route.Type.GRPC.kind()),
        world.kind(Gateway.KIND),
        world.kind(Service.KIND),
        world.kind(Namespace.KIND),
        ours,
        grants,
        reaches
      };
    }
  }

  private RouteTable routes(TableInputs inputs, @Nullable RouteTable previous) {
    World world = inputs.world();
    var all = new ArrayList<Route>();
    for (Route.Type type : Route.Type.values()) {
      all.addAll(world.routes(type));
    }
    var resolved =
        route.get(
            inputs.surroundings(),
            List.of(all),
            place -> all.get(place).ref(),
            place ->
                RouteInputs.of(
                    all.get(place), world, inputs.ours(), inputs.grants(), inputs.reaches()),
            inputs.touched().backendsOf(all));
    return previous != null && previous.holds(resolved) ? previous : new RouteTable(resolved);
  }

  private static ResolvedRoute resolve(RouteInputs inputs) {
    Route route = inputs.route();
    var findings = new ArrayList<Finding>();
    List<Attachment> attachments = new RouteAttacher(inputs).attach(findings);
    if (attachments.isEmpty()) {
      return new ResolvedRoute(route, attachments, List.of(), findings);
    }
    var backends = new BackendResolver(inputs);
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
          new ResolvedRule(rules.size(), rule, backends.resolve(rule, rules.size(), findings)));
    }
    return new ResolvedRoute(route, attachments, rules, findings);
  }

  private List<PolicyAim> aims(World world) {
    List<BackendTrafficPolicy> policies = world.policies();
    return aims.get(
        new Object[0],
        List.of(policies),
        place -> policies.get(place).id(),
        place -> new PolicyAim.Source(policies.get(place)));
  }

  private List<PolicyClaims> claims(AttachInputs inputs, Touched touched) {
    List<PolicyAim> all = inputs.aims();
    return claims.get(
        inputs.surroundings(),
        List.of(all),
        place -> all.get(place).policy(),
        place -> new PolicyClaims.Source(all.get(place), inputs),
        touched.targetsOf(all));
  }
}
