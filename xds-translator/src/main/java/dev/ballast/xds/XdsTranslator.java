package dev.ballast.xds;

import dev.ballast.memo.Inputs;
import dev.ballast.memo.Memo;
import dev.ballast.memo.MemoCount;
import dev.ballast.memo.MemoList;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.ListenerPlan;
import dev.ballast.plan.RouteConfigurationPlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.Resource.Reference;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.snapshot.Versions;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans as the resources that one Gateway's Envoys get, with versions, references and owners. Asked
 * for one plan after the other, it translates anew only the parts that are other objects than last
 * time. Used by one thread.
 */
public final class XdsTranslator {
  private final ObjectRef gateway;
  private final MemoCount count;
  private final boolean routeOrigins;
  private final MemoList<String, ClusterInputs, Resource> clusters;
  private final MemoList<String, AssignmentInputs, Resource> assignments;
  private final Memo<String, ListenerInputs, Resource> listeners;
  private final Memo<String, HostSurroundings.All, HostSurroundings.Joined> surroundings;
  private final Memo<String, ConfigurationInputs, Resource> configurations;
  private final Map<String, HostTranslator> hosts = new HashMap<>();
  private Snapshot snapshot = Snapshot.EMPTY;

  /**
   * @param count of the stages in here
   * @param routeOrigins whether routes say in their metadata which objects they come from
   */
  public XdsTranslator(ObjectId gateway, MemoCount count, boolean routeOrigins) {
    this.gateway = new ObjectRef("Gateway", gateway);
    this.count = count;
    this.routeOrigins = routeOrigins;
    clusters = new MemoList<>(count, (inputs, previous) -> cluster(inputs.plan()));
    assignments = new MemoList<>(count, (inputs, previous) -> inputs.resource());
    listeners = new Memo<>(count, (inputs, previous) -> listener(inputs.plan()));
    surroundings = new Memo<>(count, (inputs, previous) -> inputs.joined(this.gateway));
    configurations = new Memo<>(count, (inputs, previous) -> inputs.resource());
  }

  /** One plan alone. */
  public static Snapshot translate(GatewayPlan plan) {
    return new XdsTranslator(plan.gateway(), new MemoCount(), true).next(plan);
  }

  /** What the plan asks for; the same snapshot as last time when nothing differs. */
  public Snapshot next(GatewayPlan plan) {
    // Clusters before assignments, listeners before routes: their versions are part of the others'.
    assignments(plan.assignments(), clusters(plan.clusters()));
    configurations(plan.routeConfigurations(), listeners(plan.listeners()));
    return snapshot();
  }

  /**
   * Some clusters have other endpoints, and nothing else has changed since the last plan.
   *
   * @param changed assignments of clusters of the last plan
   */
  public Snapshot nextEndpoints(Collection<AssignmentPlan> changed) {
    for (AssignmentPlan plan : changed) {
      Resource cluster =
          snapshot
              .get(ResourceType.CLUSTER, plan.cluster())
              .orElseThrow(() -> new IllegalStateException(withoutCluster(plan)));
      assignments.get(plan.cluster(), new AssignmentInputs(plan, cluster));
    }
    return snapshot();
  }

  private Snapshot snapshot() {
    var put = new ArrayList<Resource>();
    var removed = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    collect(clusters.drain(), ResourceType.CLUSTER, put, removed);
    collect(assignments.drain(), ResourceType.ENDPOINT, put, removed);
    collect(listeners.drain(), ResourceType.LISTENER, put, removed);
    collect(configurations.drain(), ResourceType.ROUTE, put, removed);
    // The first is built in one go: much cheaper than one by one.
    snapshot = snapshot == Snapshot.EMPTY ? Snapshot.of(put) : snapshot.changed(put, removed);
    return snapshot;
  }

  private static void collect(
      Memo.Difference<String, Resource> difference,
      ResourceType type,
      List<Resource> put,
      Map<ResourceType, Set<String>> removed) {
    put.addAll(difference.changed().values());
    removed.put(type, difference.removed());
  }

  private record ClusterInputs(ClusterPlan plan) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {plan};
    }
  }

  private List<Resource> clusters(List<ClusterPlan> plans) {
    return clusters.get(
        new Object[0],
        List.of(plans),
        place -> plans.get(place).name(),
        place -> new ClusterInputs(plans.get(place)));
  }

  private Resource cluster(ClusterPlan plan) {
    var cluster = ClusterTranslator.translate(plan);
    var owners = new ArrayList<ObjectRef>();
    plan.policy().map(Origins::policyRef).ifPresent(owners::add);
    owners.add(plan.origin());
    owners.add(gateway);
    return new Resource(
        ResourceType.CLUSTER,
        plan.name(),
        Versions.of(cluster),
        cluster,
        List.of(new Reference(ResourceType.ENDPOINT, plan.name())),
        owners);
  }

  private record AssignmentInputs(AssignmentPlan plan, Resource cluster) implements Inputs {
    Resource resource() {
      var assignment = AssignmentTranslator.translate(plan);
      return new Resource(
          ResourceType.ENDPOINT,
          plan.cluster(),
          // A changed cluster warms until its endpoints come again.
          Versions.combine(Versions.of(assignment), List.of(cluster.version())),
          assignment,
          List.of(),
          cluster.owners());
    }

    @Override
    public Object[] parts() {
      return new Object[] {plan, cluster};
    }
  }

  /**
   * @param ofPlans the clusters of the plans, in the same order
   */
  private void assignments(List<AssignmentPlan> plans, List<Resource> ofPlans) {
    if (plans.size() != ofPlans.size()) {
      throw new IllegalStateException(
          "%d assignments for %d clusters".formatted(plans.size(), ofPlans.size()));
    }
    assignments.get(
        new Object[0],
        List.of(plans, ofPlans),
        place -> plans.get(place).cluster(),
        place -> {
          if (!plans.get(place).cluster().equals(ofPlans.get(place).name())) {
            throw new IllegalStateException(withoutCluster(plans.get(place)));
          }
          return new AssignmentInputs(plans.get(place), ofPlans.get(place));
        });
  }

  private static String withoutCluster(AssignmentPlan plan) {
    return "endpoints for cluster " + plan.cluster() + " which the plan lacks";
  }

  private record ListenerInputs(ListenerPlan plan) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {plan.name(), plan.port(), plan.routeConfiguration()};
    }
  }

  /** Listeners by the route configuration they ask for. */
  private Map<String, List<Resource>> listeners(List<ListenerPlan> plans) {
    return listeners.pass(
        () -> {
          var serving = new HashMap<String, List<Resource>>();
          for (ListenerPlan plan : plans) {
            serving
                .computeIfAbsent(plan.routeConfiguration(), name -> new ArrayList<>())
                .add(listeners.get(plan.name(), new ListenerInputs(plan)));
          }
          return serving;
        });
  }

  private Resource listener(ListenerPlan plan) {
    var listener = ListenerTranslator.translate(plan);
    return new Resource(
        ResourceType.LISTENER,
        plan.name(),
        Versions.of(listener),
        listener,
        List.of(new Reference(ResourceType.ROUTE, plan.routeConfiguration())),
        List.of(gateway));
  }

  private void configurations(
      List<RouteConfigurationPlan> plans, Map<String, List<Resource>> serving) {
    var used = new HashMap<String, HostTranslator>();
    surroundings.pass(
        () -> configurations.pass(() -> translateConfigurations(plans, serving, used)));
    hosts.clear();
    hosts.putAll(used);
  }

  private boolean translateConfigurations(
      List<RouteConfigurationPlan> plans,
      Map<String, List<Resource>> serving,
      Map<String, HostTranslator> used) {
    for (RouteConfigurationPlan plan : plans) {
      var translated = new ArrayList<TranslatedHost>(plan.virtualHosts().size());
      for (VirtualHostPlan host : plan.virtualHosts()) {
        // A host's name alone may stand on two ports.
        String key = plan.name() + " " + host.name();
        var translator =
            Optional.ofNullable(hosts.get(key))
                .orElseGet(() -> new HostTranslator(count, routeOrigins));
        used.put(key, translator);
        translated.add(translator.next(host));
      }
      var joined =
          surroundings.get(
              plan.name(),
              new HostSurroundings.All(
                  translated.stream().map(TranslatedHost::surroundings).toList()));
      configurations.get(
          plan.name(),
          new ConfigurationInputs(
              plan.name(), translated, serving.getOrDefault(plan.name(), List.of()), joined));
    }
    return true;
  }
}
