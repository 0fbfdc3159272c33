package dev.ballast.xds;

import com.google.common.collect.ImmutableList;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.ListenerPlan;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RouteConfigurationPlan;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.Resource.Reference;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.snapshot.Versions;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A plan as the resources that one Gateway's Envoys get, with versions, references and owners. */
public final class XdsTranslator {
  private final ObjectRef gateway;
  private final Map<String, ClusterPlan> clusterPlans = new HashMap<>();
  private final Map<String, String> clusterVersions = new HashMap<>();
  private final Map<String, List<String>> listenerVersions = new HashMap<>();
  private final List<Resource> resources = new ArrayList<>();

  private XdsTranslator(ObjectId gateway) {
    this.gateway = new ObjectRef("Gateway", gateway);
  }

  public static Snapshot translate(GatewayPlan plan) {
    var translator = new XdsTranslator(plan.gateway());
    // Clusters before assignments, listeners before routes: their versions are part of the others'.
    plan.clusters().forEach(translator::cluster);
    plan.assignments().forEach(translator::assignment);
    plan.listeners().forEach(translator::listener);
    plan.routeConfigurations().forEach(translator::routeConfiguration);
    return Snapshot.of(translator.resources);
  }

  private void cluster(ClusterPlan plan) {
    var cluster = ClusterTranslator.translate(plan);
    String version = Versions.of(cluster);
    clusterPlans.put(plan.name(), plan);
    clusterVersions.put(plan.name(), version);
    resources.add(
        new Resource(
            ResourceType.CLUSTER,
            plan.name(),
            version,
            cluster,
            List.of(new Reference(ResourceType.ENDPOINT, plan.name())),
            owners(plan.policy(), plan.origin())));
  }

  private void assignment(AssignmentPlan plan) {
    ClusterPlan cluster = clusterPlans.get(plan.cluster());
    String clusterVersion = clusterVersions.get(plan.cluster());
    if (cluster == null || clusterVersion == null) {
      throw new IllegalStateException(
          "endpoints for cluster " + plan.cluster() + " which the plan lacks");
    }
    var assignment = AssignmentTranslator.translate(plan);
    resources.add(
        new Resource(
            ResourceType.ENDPOINT,
            plan.cluster(),
            // A changed cluster warms until its endpoints come again.
            Versions.combine(Versions.of(assignment), List.of(clusterVersion)),
            assignment,
            List.of(),
            owners(cluster.policy(), cluster.origin())));
  }

  private void listener(ListenerPlan plan) {
    var listener = ListenerTranslator.translate(plan);
    String version = Versions.of(listener);
    listenerVersions
        .computeIfAbsent(plan.routeConfiguration(), name -> new ArrayList<>())
        .add(version);
    resources.add(
        new Resource(
            ResourceType.LISTENER,
            plan.name(),
            version,
            listener,
            List.of(new Reference(ResourceType.ROUTE, plan.routeConfiguration())),
            List.of(gateway)));
  }

  private void routeConfiguration(RouteConfigurationPlan plan) {
    var configuration =
        RouteConfiguration.newBuilder().setName(plan.name()).setIgnorePortInHostMatching(true);
    var parts = new ArrayList<String>();
    String frame = Versions.of(configuration.build());
    for (VirtualHostPlan host : plan.virtualHosts()) {
      VirtualHost translated = virtualHost(host);
      configuration.addVirtualHosts(translated);
      parts.add(Versions.of(translated));
    }
    parts.addAll(listenerVersions.getOrDefault(plan.name(), List.of()));
    resources.add(
        new Resource(
            ResourceType.ROUTE,
            plan.name(),
            Versions.combine(frame, parts),
            configuration.build(),
            clusterReferences(plan),
            owners(plan)));
  }

  private static VirtualHost virtualHost(VirtualHostPlan plan) {
    var host = VirtualHost.newBuilder().setName(plan.name()).addDomains(plan.domain());
    plan.routes().forEach(route -> host.addRoutes(RouteTranslator.translate(route)));
    return host.build();
  }

  private List<Reference> clusterReferences(RouteConfigurationPlan plan) {
    Set<String> names = new TreeSet<>();
    for (VirtualHostPlan host : plan.virtualHosts()) {
      for (RoutePlan route : host.routes()) {
        switch (route.action()) {
          case RouteAction.DirectResponse none -> {}
          case RouteAction.Forward(var cluster) -> names.add(cluster);
          // A part of a split may be meant to be missing: it stands for broken backends.
          case RouteAction.Split split ->
              split.clusters().stream()
                  .map(RouteAction.WeightedCluster::name)
                  .filter(clusterPlans::containsKey)
                  .forEach(names::add);
        }
      }
    }
    return names.stream().map(name -> new Reference(ResourceType.CLUSTER, name)).toList();
  }

  private List<ObjectRef> owners(Optional<ObjectId> policy, ObjectRef route) {
    var owners = ImmutableList.<ObjectRef>builder();
    policy.map(Origins::policyRef).ifPresent(owners::add);
    return owners.add(route).add(gateway).build();
  }

  private List<ObjectRef> owners(RouteConfigurationPlan plan) {
    var policies = new LinkedHashSet<ObjectRef>();
    var routes = new LinkedHashSet<ObjectRef>();
    for (VirtualHostPlan host : plan.virtualHosts()) {
      for (RoutePlan route : host.routes()) {
        route.policy().map(Origins::policyRef).ifPresent(policies::add);
        routes.add(route.origin());
      }
    }
    return ImmutableList.<ObjectRef>builder().addAll(policies).addAll(routes).add(gateway).build();
  }
}
