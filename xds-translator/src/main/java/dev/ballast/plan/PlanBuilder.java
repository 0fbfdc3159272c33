package dev.ballast.plan;

import dev.ballast.topology.Attachment;
import dev.ballast.topology.Hostnames;
import dev.ballast.topology.PolicyAttachments;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.EndpointSlice;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds what the Envoys of one Gateway must have. */
public final class PlanBuilder {
  private final ResolvedGateway gateway;
  private final PolicyAttachments policies;
  private final Map<Integer, Port> ports = new LinkedHashMap<>();
  private final Map<String, ClusterSource> clusters = new LinkedHashMap<>();

  private PlanBuilder(ResolvedGateway gateway, PolicyAttachments policies) {
    this.gateway = gateway;
    this.policies = policies;
  }

  /**
   * @param routes routes attached to the Gateway, in order of precedence
   * @param slicesOf endpoint slices of a Service
   */
  public static GatewayPlan build(
      ResolvedGateway gateway,
      List<ResolvedRoute> routes,
      PolicyAttachments policies,
      Function<ObjectId, List<EndpointSlice>> slicesOf) {
    var builder = new PlanBuilder(gateway, policies);
    builder.openPorts();
    routes.forEach(builder::add);
    return builder.finish(slicesOf);
  }

  private void openPorts() {
    for (ResolvedListener listener : gateway.listeners()) {
      if (listener.serves()) {
        ports.computeIfAbsent(listener.boundPort(), p -> new Port(listener.name()));
      }
    }
  }

  /** The listeners of a route with all hostnames it has there, in the Gateway's order. */
  private Map<Integer, Attachment.Binding> bindings(ResolvedRoute route) {
    var bindings = new TreeMap<Integer, Attachment.Binding>();
    for (Attachment attachment : route.attachments()) {
      if (attachment.gateway().id().equals(gateway.id())) {
        for (Attachment.Binding binding : attachment.bindings()) {
          if (binding.listener().serves()) {
            // Two parentRefs may name one listener; its hostnames are the same both times.
            bindings.putIfAbsent(binding.listener().index(), binding);
          }
        }
      }
    }
    return bindings;
  }

  private void add(ResolvedRoute route) {
    var bindings = bindings(route).values();
    for (ResolvedRule rule : route.rules()) {
      var planned = new Variants(route, rule);
      for (Attachment.Binding binding : bindings) {
        RulePlan plan = planned.on(binding.listener());
        Port port = Optional.ofNullable(ports.get(binding.listener().boundPort())).orElseThrow();
        port.add(plan, binding);
      }
    }
  }

  private GatewayPlan finish(Function<ObjectId, List<EndpointSlice>> slicesOf) {
    var listeners = new ArrayList<ListenerPlan>();
    var configurations = new ArrayList<RouteConfigurationPlan>();
    ports.forEach(
        (number, port) -> {
          listeners.add(new ListenerPlan(port.name, number, port.name));
          configurations.add(new RouteConfigurationPlan(port.name, port.virtualHosts()));
        });
    return new GatewayPlan(
        gateway.id(),
        listeners,
        configurations,
        clusters.values().stream().map(ClusterSource::cluster).toList(),
        clusters.values().stream().map(source -> Assignments.of(source, slicesOf)).toList());
  }

  /** One rule under one policy. */
  private record RulePlan(RulePlanner planner, RouteAction action) {}

  /**
   * A rule on several listeners is planned once for each policy that applies to it. The first
   * listener's clusters have the plain name; where another policy applies, the cluster is a cluster
   * of its own, with {@code /listener/<name>} behind it.
   */
  private final class Variants {
    private final ResolvedRoute route;
    private final ResolvedRule rule;
    private final Map<Optional<ObjectId>, RulePlan> byPolicy = new HashMap<>();

    Variants(ResolvedRoute route, ResolvedRule rule) {
      this.route = route;
      this.rule = rule;
    }

    RulePlan on(ResolvedListener listener) {
      var policy = policies.effective(route, rule, listener);
      return byPolicy.computeIfAbsent(
          policy.map(BackendTrafficPolicy::id), id -> plan(policy, listener));
    }

    private RulePlan plan(Optional<BackendTrafficPolicy> policy, ResolvedListener listener) {
      String plain = prefix(route.route()) + "/rule/" + rule.index();
      String name = byPolicy.isEmpty() ? plain : plain + "/listener/" + listener.spec().name();
      var planner = new RulePlanner(route, rule, policy, name);
      var outcome = planner.plan();
      outcome.clusters().forEach(source -> clusters.put(source.cluster().name(), source));
      return new RulePlan(planner, outcome.action());
    }
  }

  private static String prefix(Route route) {
    return route.kind().toLowerCase(Locale.ROOT) + "/" + route.id();
  }

  /** A bound port, shared by the listeners on it. */
  private static final class Port {
    private final String name;
    private final List<Candidate> candidates = new ArrayList<>();

    Port(String name) {
      this.name = name;
    }

    /** One match of one rule on one listener. */
    private record Candidate(
        RulePlan plan, int matchIndex, RouteMatch match, Attachment.Binding binding) {}

    void add(RulePlan plan, Attachment.Binding binding) {
      List<Route.Match> matches = plan.planner().rule().rule().matches();
      if (matches.isEmpty()) {
        candidates.add(new Candidate(plan, -1, RequestMatches.ANYTHING, binding));
      }
      for (int i = 0; i < matches.size(); i++) {
        candidates.add(new Candidate(plan, i, RequestMatches.of(matches.get(i)), binding));
      }
    }

    /**
     * Best match first. A hostname can reach a port through two listeners, one narrower than the
     * other: then it is one virtual host, and a route that came through both keeps what the
     * narrower listener gave it.
     */
    List<VirtualHostPlan> virtualHosts() {
      candidates.sort(Comparator.comparing(Candidate::match, MatchPrecedence.BEST_FIRST));
      var hosts = new LinkedHashMap<String, VirtualHost>();
      for (Candidate candidate : candidates) {
        for (String hostname : candidate.binding().hostnames()) {
          hosts
              .computeIfAbsent(hostname, h -> new VirtualHost(candidate.binding().listener()))
              .add(candidate, hostname);
        }
      }
      return hosts.entrySet().stream().map(e -> e.getValue().plan(e.getKey())).toList();
    }

    private static final class VirtualHost {
      private final ResolvedListener first;
      private final Map<String, Candidate> routes = new LinkedHashMap<>();

      VirtualHost(ResolvedListener first) {
        this.first = first;
      }

      void add(Candidate candidate, String hostname) {
        var planner = candidate.plan().planner();
        String routeName =
            "%s/rule/%d/match/%d/%s"
                .formatted(
                    prefix(planner.route().route()),
                    planner.rule().index(),
                    candidate.matchIndex(),
                    underscored(hostname));
        routes.merge(routeName, candidate, VirtualHost::narrower);
      }

      private static Candidate narrower(Candidate one, Candidate other) {
        return Hostnames.MOST_SPECIFIC_FIRST.compare(
                    other.binding().listener().spec().hostname(),
                    one.binding().listener().spec().hostname())
                < 0
            ? other
            : one;
      }

      VirtualHostPlan plan(String hostname) {
        var plans = new ArrayList<RoutePlan>();
        routes.forEach(
            (routeName, candidate) -> {
              var planner = candidate.plan().planner();
              plans.add(
                  new RoutePlan(
                      routeName,
                      candidate.match(),
                      candidate.plan().action(),
                      planner.settings(),
                      planner.route().route().ref(),
                      planner.rule().rule().name(),
                      planner.policy().map(BackendTrafficPolicy::id)));
            });
        return new VirtualHostPlan(first.name() + "/" + underscored(hostname), hostname, plans);
      }

      private static String underscored(String hostname) {
        return hostname.replace('.', '_');
      }
    }
  }
}
