package dev.ballast.plan;

import dev.ballast.plan.ClusterPlan.Protocol;
import dev.ballast.policy.TrafficSettings;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.topology.ResolvedBackend;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one rule does under one policy: its action and the clusters that needs.
 *
 * <p>One cluster for the rule, whose backends share it by weight, unless the backends must be told
 * apart: when zones count, when some are broken, or when they speak different protocols. Then each
 * backendRef has a cluster and the route splits requests among them.
 */
record RulePlanner(
    ResolvedRoute route, ResolvedRule rule, Optional<BackendTrafficPolicy> policy, String name) {
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  record Outcome(RouteAction action, List<ClusterSource> clusters) {
    Outcome {
      clusters = List.copyOf(clusters);
    }

    static Outcome answering(int status) {
      return new Outcome(new RouteAction.DirectResponse(status), List.of());
    }
  }

  Outcome plan() {
    if (!rule.isSupported() || policy.map(BackendTrafficPolicy::isBroken).orElse(false)) {
      return Outcome.answering(INTERNAL_ERROR);
    }
    var weighty = rule.backends().stream().filter(b -> b.weight() > 0).toList();
    var usable =
        weighty.stream()
            .filter(ResolvedBackend.Usable.class::isInstance)
            .map(ResolvedBackend.Usable.class::cast)
            .toList();
    if (usable.isEmpty()) {
      boolean merelyEmpty =
          !weighty.isEmpty() && weighty.stream().allMatch(ResolvedBackend.Empty.class::isInstance);
      return Outcome.answering(merelyEmpty ? UNAVAILABLE : INTERNAL_ERROR);
    }
    return usable.size() < weighty.size() || mustBeToldApart(usable)
        ? split(weighty, usable)
        : shared(usable);
  }

  private boolean mustBeToldApart(List<ResolvedBackend.Usable> usable) {
    boolean policyAsksForZones = !(policyZones() instanceof ZoneRouting.None);
    boolean several = usable.size() > 1;
    return policyAsksForZones
        || (several && usable.stream().anyMatch(b -> asksForZones(b)))
        || usable.stream().map(this::protocol).distinct().count() > 1;
  }

  private Outcome shared(List<ResolvedBackend.Usable> usable) {
    ZoneRouting zones =
        usable.size() == 1 ? ServiceZones.of(usable.getFirst().service()) : new ZoneRouting.None();
    var cluster = cluster(name, usable.getFirst(), zones, usable.size() > 1);
    var members = usable.stream().map(b -> new ClusterSource.Member(backendName(b), b)).toList();
    return new Outcome(new RouteAction.Forward(name), List.of(new ClusterSource(cluster, members)));
  }

  private Outcome split(List<ResolvedBackend> weighty, List<ResolvedBackend.Usable> usable) {
    var shares = new ArrayList<RouteAction.WeightedCluster>();
    var clusters = new ArrayList<ClusterSource>();
    for (ResolvedBackend.Usable backend : usable) {
      String clusterName = backendName(backend);
      ZoneRouting asked = policyZones();
      ZoneRouting zones =
          asked instanceof ZoneRouting.None ? ServiceZones.of(backend.service()) : asked;
      clusters.add(
          new ClusterSource(
              cluster(clusterName, backend, zones, false),
              List.of(new ClusterSource.Member(clusterName, backend))));
      shares.add(new RouteAction.WeightedCluster(clusterName, backend.weight()));
    }
    int lost = 0;
    int status = INTERNAL_ERROR;
    for (ResolvedBackend backend : weighty) {
      switch (backend) {
        case ResolvedBackend.Usable fine -> {}
        case ResolvedBackend.Broken broken -> lost += broken.weight();
        case ResolvedBackend.Empty empty -> {
          lost += empty.weight();
          status = UNAVAILABLE;
        }
      }
    }
    if (lost > 0) {
      shares.add(new RouteAction.WeightedCluster(RouteAction.BROKEN_BACKENDS, lost));
    }
    return new Outcome(new RouteAction.Split(shares, status), clusters);
  }

  private ClusterPlan cluster(
      String clusterName, ResolvedBackend.Usable backend, ZoneRouting zones, boolean weighted) {
    return new ClusterPlan(
        clusterName,
        protocol(backend),
        settings(),
        zones,
        weighted,
        route.route().ref(),
        rule.rule().name(),
        policy.map(BackendTrafficPolicy::id));
  }

  private String backendName(ResolvedBackend backend) {
    return name + "/backend/" + backend.index();
  }

  TrafficSettings settings() {
    return policy.map(BackendTrafficPolicy::settings).orElse(TrafficSettings.DEFAULT);
  }

  private ZoneRouting policyZones() {
    return settings().loadBalancing().zones();
  }

  private static boolean asksForZones(ResolvedBackend.Usable backend) {
    return !(ServiceZones.of(backend.service()) instanceof ZoneRouting.None);
  }

  private Protocol protocol(ResolvedBackend.Usable backend) {
    return switch (route.route().type()) {
      case Route.Type.GRPC -> Protocol.HTTP2;
      case Route.Type.HTTP ->
          switch (backend.port().appProtocol().orElse("")) {
            case "kubernetes.io/h2c", "grpc" -> Protocol.HTTP2;
            default -> Protocol.HTTP1;
          };
    };
  }
}
