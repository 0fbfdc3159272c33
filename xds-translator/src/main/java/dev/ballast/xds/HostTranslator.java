package dev.ballast.xds;

import dev.ballast.memo.Inputs;
import dev.ballast.memo.Latest;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.MemoList;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.snapshot.Versions;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual host, plan after plan. A host of ten thousand routes of which one changes translates
 * and hashes that one, and combines the hashes of all.
 */
final class HostTranslator {
  private final MemoList<String, RouteInputs, TranslatedRoute> routes;
  private final Latest<PlanInputs, TranslatedHost> hosts;
  private final Latest<HostInputs, TranslatedHost> assembled;

  /**
   * @param namesOrigins whether routes say in their metadata which objects they come from
   */
  HostTranslator(MemoCount count, boolean namesOrigins) {
    routes = new MemoList<>(count, (inputs, previous) -> inputs.route(namesOrigins));
    assembled = new Latest<>(count, HostInputs::host);
    hosts = new Latest<>(count, (inputs, previous) -> assemble(inputs.plan()));
  }

  TranslatedHost next(VirtualHostPlan plan) {
    return hosts.get(new PlanInputs(plan));
  }

  private record PlanInputs(VirtualHostPlan plan) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {plan};
    }
  }

  private TranslatedHost assemble(VirtualHostPlan plan) {
    List<RoutePlan> plans = plan.routes();
    var translated =
        routes.get(
            new Object[0],
            List.of(plans),
            place -> plans.get(place).name(),
            place -> new RouteInputs(plans.get(place)));
    return assembled.get(new HostInputs(plan.name(), plan.domain(), translated));
  }

  /**
   * @param version hash of the message
   * @param clusters names it forwards to
   * @param owners its policy, if it has one, and its origin
   */
  private record TranslatedRoute(
      Route message,
      String version,
      List<String> clusters,
      Optional<ObjectRef> policy,
      ObjectRef origin,
      List<ObjectRef> owners) {}

  private record RouteInputs(RoutePlan plan) implements Inputs {
    TranslatedRoute route(boolean namesOrigin) {
      Route message = RouteTranslator.translate(plan, namesOrigin);
      var policy = plan.policy().map(Origins::policyRef);
      return new TranslatedRoute(
          message,
          Versions.of(message),
          clusters(plan.action()),
          policy,
          plan.origin(),
          policy.map(p -> List.of(p, plan.origin())).orElse(List.of(plan.origin())));
    }

    @Override
    public Object[] parts() {
      return new Object[] {plan};
    }
  }

  private static List<String> clusters(RouteAction action) {
    return switch (action) {
      case RouteAction.DirectResponse none -> List.of();
      case RouteAction.Forward(var cluster) -> List.of(cluster);
      case RouteAction.Split split ->
          split.clusters().stream()
              .map(RouteAction.WeightedCluster::name)
              .filter(name -> !name.equals(RouteAction.BROKEN_BACKENDS))
              .toList();
    };
  }

  /**
   * @param routes the same list for as long as its elements are
   */
  private record HostInputs(String name, String domain, List<TranslatedRoute> routes)
      implements Inputs {
    TranslatedHost host(@Nullable TranslatedHost previous) {
      var host = VirtualHost.newBuilder().setName(name).addDomains(domain);
      String frame = Versions.of(host.build());
      var versions = new ArrayList<String>(routes.size());
      var clusters = new LinkedHashSet<String>();
      var policies = new LinkedHashSet<ObjectRef>();
      var origins = new LinkedHashSet<ObjectRef>();
      var owners = new HashMap<String, List<ObjectRef>>();
      for (TranslatedRoute route : routes) {
        host.addRoutes(route.message());
        versions.add(route.version());
        clusters.addAll(route.clusters());
        route.policy().ifPresent(policies::add);
        origins.add(route.origin());
        owners.put(route.message().getName(), route.owners());
      }
      var surroundings =
          new HostSurroundings(List.copyOf(clusters), List.copyOf(policies), List.copyOf(origins));
      return new TranslatedHost(
          host.build(),
          Versions.combine(frame, versions),
          previous != null && previous.surroundings().equals(surroundings)
              ? previous.surroundings()
              : surroundings,
          owners);
    }

    @Override
    public Object[] parts() {
      return new Object[] {routes, name, domain};
    }
  }
}
