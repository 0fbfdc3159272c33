package dev.ballast.serving;

import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A handful of clusters, routes and listeners whose contents are numbers; some numbers are bad, and
 * a model Envoy refuses them.
 */
final class SmallWorld {
  static final int BAD = 1_000;

  final TreeMap<String, Integer> clusters = new TreeMap<>();
  final TreeMap<String, Integer> endpoints = new TreeMap<>();
  final TreeMap<String, Integer> listeners = new TreeMap<>();

  /** Route name to cluster and content, by listener. */
  final TreeMap<String, TreeMap<String, Target>> routes = new TreeMap<>();

  record Target(String cluster, int content) {}

  SmallWorld cluster(String name, int content) {
    clusters.put(name, content);
    endpoints.putIfAbsent(name, 1);
    return this;
  }

  SmallWorld withoutCluster(String name) {
    clusters.remove(name);
    endpoints.remove(name);
    routes.values().forEach(all -> all.values().removeIf(to -> to.cluster().equals(name)));
    return this;
  }

  SmallWorld endpoints(String name, int content) {
    endpoints.put(name, content);
    return this;
  }

  SmallWorld listener(String name, int content) {
    listeners.put(name, content);
    routes.computeIfAbsent(name, key -> new TreeMap<>());
    return this;
  }

  SmallWorld withoutListener(String name) {
    listeners.remove(name);
    routes.remove(name);
    return this;
  }

  SmallWorld route(String listener, String name, String cluster, int content) {
    Objects.requireNonNull(routes.get(listener)).put(name, new Target(cluster, content));
    return this;
  }

  /** A step of a random walk. */
  void change(Random random) {
    var cluster = "c" + random.nextInt(8);
    var listener = "l" + random.nextInt(2);
    int content = random.nextInt(12) == 0 ? BAD + random.nextInt(3) : random.nextInt(3);
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> cluster(cluster, content);
      case 3 -> withoutCluster(cluster);
      case 4, 5 -> endpoints.computeIfPresent(cluster, (name, was) -> content);
      case 6 -> listener(listener, content);
      case 7 -> {
        if (random.nextInt(4) == 0) {
          withoutListener(listener);
        }
      }
      default -> {
        var to = clusters.isEmpty() ? null : List.copyOf(clusters.keySet());
        var of = routes.get(listener);
        if (to != null && of != null) {
          of.put("r" + random.nextInt(5), new Target(to.get(random.nextInt(to.size())), content));
        }
      }
    }
  }

  Snapshot snapshot() {
    var resources = new ArrayList<Resource>();
    clusters.forEach(
        (name, content) -> {
          var text = name + "@" + content;
          resources.add(
              resource(
                  ResourceType.CLUSTER,
                  name,
                  text,
                  Cluster.newBuilder().setName(name).setAltStatName(text).build(),
                  List.of(new Resource.Reference(ResourceType.ENDPOINT, name))));
          int load = Objects.requireNonNull(endpoints.get(name));
          resources.add(
              resource(
                  ResourceType.ENDPOINT,
                  name,
                  "e" + load + "/" + text,
                  ClusterLoadAssignment.newBuilder()
                      .setClusterName(name)
                      .setPolicy(
                          ClusterLoadAssignment.Policy.newBuilder()
                              .setOverprovisioningFactor(UInt32Value.of(load)))
                      .build(),
                  List.of()));
        });
    listeners.forEach(
        (name, content) -> {
          var text = name + "@" + content;
          resources.add(
              resource(
                  ResourceType.LISTENER,
                  name,
                  text,
                  Listener.newBuilder().setName(name).setStatPrefix(text).build(),
                  List.of(new Resource.Reference(ResourceType.ROUTE, name))));
          resources.add(routeConfiguration(name, text));
        });
    return Snapshot.of(resources);
  }

  private Resource routeConfiguration(String name, String listenerVersion) {
    var host = VirtualHost.newBuilder().setName("any").addDomains("*");
    var references = new ArrayList<Resource.Reference>();
    Objects.requireNonNull(routes.get(name))
        .forEach(
            (route, to) -> {
              host.addRoutes(
                  Route.newBuilder()
                      .setName(route)
                      .setMatch(RouteMatch.newBuilder().setPrefix("/" + route))
                      .setStatPrefix("v@" + to.content())
                      .setRoute(RouteAction.newBuilder().setCluster(to.cluster())));
              references.add(new Resource.Reference(ResourceType.CLUSTER, to.cluster()));
            });
    var routes = RouteConfiguration.newBuilder().setName(name).addVirtualHosts(host).build();
    return resource(
        ResourceType.ROUTE, name, routes.hashCode() + "/" + listenerVersion, routes, references);
  }

  private static Resource resource(
      ResourceType type,
      String name,
      String version,
      Message message,
      List<Resource.Reference> references) {
    return new Resource(type, name, version, message, references, List.of());
  }

  /**
   * Whether it is bad in a way that shows before anything is applied: then Envoy applies nothing
   * and names nothing.
   */
  static boolean breaksAConstraint(Message message) {
    return switch (message) {
      case Cluster cluster -> content(cluster.getAltStatName()) % 2 == 0;
      case Listener listener -> content(listener.getStatPrefix()) % 2 == 0;
      default -> true;
    };
  }

  static boolean isBad(Message message) {
    return switch (message) {
      case Cluster cluster -> isBad(cluster.getAltStatName());
      case ClusterLoadAssignment endpoints ->
          endpoints.getPolicy().getOverprovisioningFactor().getValue() >= BAD;
      case Listener listener -> isBad(listener.getStatPrefix());
      case RouteConfiguration routes ->
          routes.getVirtualHosts(0).getRoutesList().stream()
              .anyMatch(route -> !route.getStatPrefix().isEmpty() && isBad(route.getStatPrefix()));
      default -> throw new IllegalArgumentException("not of this world: " + message);
    };
  }

  private static boolean isBad(String text) {
    return content(text) >= BAD;
  }

  private static int content(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text.substring(text.indexOf('@') + 1));
  }
}
