package dev.ballast.serving;

import com.google.common.hash.Hashing;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The routes under suspicion in a refused route configuration: those that are new or changed since
 * the last good one. Envoy does not say which route it dislikes, and refuses the configuration of
 * the whole port for it; so these go back to their last good form, or answer 500, and all others go
 * on.
 *
 * @param suspects by place, in the order of the configuration
 * @param leavesOut whether a suspect whose match has a regular expression is left out, where it has
 *     no good form: the expression itself may be what Envoy refuses
 */
record Quarantine(Map<Place, Suspect> suspects, boolean leavesOut) {
  static final Quarantine EMPTY = new Quarantine(Map.of(), false);

  Quarantine {
    suspects = Collections.unmodifiableMap(new LinkedHashMap<>(suspects));
  }

  /** Where a route stands; routes without a name are told apart by their match. */
  record Place(String virtualHost, String route, RouteMatch unnamed) {
    static Place of(VirtualHost host, Route route) {
      return new Place(
          host.getName(),
          route.getName(),
          route.getName().isEmpty() ? route.getMatch() : RouteMatch.getDefaultInstance());
    }
  }

  record Suspect(Route refused, Optional<Route> lastGood) {}

  static Quarantine of(RouteConfiguration refused, Optional<RouteConfiguration> lastGood) {
    var good = new HashMap<Place, Route>();
    lastGood.ifPresent(
        routes ->
            routes
                .getVirtualHostsList()
                .forEach(
                    host ->
                        host.getRoutesList()
                            .forEach(route -> good.put(Place.of(host, route), route))));
    var suspects = new LinkedHashMap<Place, Suspect>();
    for (VirtualHost host : refused.getVirtualHostsList()) {
      for (Route route : host.getRoutesList()) {
        var place = Place.of(host, route);
        var before = Optional.ofNullable(good.get(place));
        if (!before.equals(Optional.of(route))) {
          suspects.put(place, new Suspect(route, before));
        }
      }
    }
    return new Quarantine(suspects, false);
  }

  boolean isEmpty() {
    return suspects.isEmpty();
  }

  /** The suspects that a newer configuration still holds unchanged. */
  Quarantine within(RouteConfiguration next) {
    var still = new LinkedHashMap<Place, Suspect>();
    for (VirtualHost host : next.getVirtualHostsList()) {
      for (Route route : host.getRoutesList()) {
        var place = Place.of(host, route);
        var suspect = suspects.get(place);
        if (suspect != null && suspect.refused().equals(route)) {
          still.put(place, suspect);
        }
      }
    }
    return new Quarantine(still, leavesOut);
  }

  /** Some are free. */
  Quarantine without(Collection<Place> innocent) {
    if (innocent.isEmpty()) {
      return this;
    }
    var still = new LinkedHashMap<>(suspects);
    still.keySet().removeAll(innocent);
    return new Quarantine(still, leavesOut);
  }

  Quarantine leavingOut() {
    return new Quarantine(suspects, true);
  }

  /**
   * Only the suspects that Envoy's words are about; empty when they are about none of them.
   *
   * @param form what was refused
   */
  Quarantine named(String words, RouteConfiguration form) {
    var named = RouteWords.named(words, form);
    var accused = new LinkedHashMap<>(suspects);
    accused.keySet().retainAll(named.keySet());
    boolean isMatchRefused = accused.keySet().stream().anyMatch(place -> named.get(place));
    return new Quarantine(accused, leavesOut || isMatchRefused);
  }

  /** With others, which are new. */
  Quarantine with(Quarantine others) {
    var all = new LinkedHashMap<>(others.suspects);
    all.putAll(suspects);
    return new Quarantine(all, leavesOut || others.leavesOut);
  }

  /** The owners of a configuration that have a suspect in it, and those that own no route. */
  Set<ObjectRef> owners(Resource published) {
    var guilty = new HashSet<ObjectRef>();
    for (Suspect suspect : suspects.values()) {
      guilty.addAll(published.partOwners().of(suspect.refused().getName()));
    }
    guilty.retainAll(published.owners());
    if (!guilty.isEmpty()) {
      published.owners().stream()
          .filter(owner -> owner.kind().equals("Gateway"))
          .forEach(guilty::add);
    }
    return guilty;
  }

  /** As a resource; it refers to what its own routes name. */
  Resource form(Resource published, RouteConfiguration configuration, Snapshot snapshot) {
    var routes = applied(configuration, snapshot);
    var hash =
        Hashing.farmHashFingerprint64()
            .newHasher()
            .putBytes(routes.toByteArray())
            .putUnencodedChars(published.version())
            .hash();
    var references =
        routes.getVirtualHostsList().stream()
            .flatMap(host -> host.getRoutesList().stream())
            .flatMap(Quarantine::clusters)
            .distinct()
            .filter(name -> isServed(name, snapshot))
            .map(name -> new Resource.Reference(ResourceType.CLUSTER, name))
            .toList();
    return new Resource(
        published.type(),
        published.name(),
        "quarantined-" + hash,
        routes,
        references,
        published.owners(),
        published.partOwners());
  }

  /** The configuration with its suspects in their last good form, else answering 500. */
  RouteConfiguration applied(RouteConfiguration published, Snapshot snapshot) {
    var form = published.toBuilder().clearVirtualHosts();
    for (VirtualHost host : published.getVirtualHostsList()) {
      var kept = host.toBuilder().clearRoutes();
      for (Route route : host.getRoutesList()) {
        var suspect = suspects.get(Place.of(host, route));
        if (suspect == null || !suspect.refused().equals(route)) {
          kept.addRoutes(route);
        } else if (suspect.lastGood().filter(good -> isServed(good, snapshot)).isPresent()) {
          kept.addRoutes(suspect.lastGood().get());
        } else if (!leavesOut || !hasExpression(route.getMatch())) {
          kept.addRoutes(answering500(route));
        }
      }
      form.addVirtualHosts(kept);
    }
    return form.build();
  }

  private static Route answering500(Route route) {
    return Route.newBuilder()
        .setName(route.getName())
        .setMatch(route.getMatch())
        .setMetadata(route.getMetadata())
        .setDirectResponse(DirectResponseAction.newBuilder().setStatus(500))
        .build();
  }

  private static boolean isServed(Route route, Snapshot snapshot) {
    return clusters(route).allMatch(name -> isServed(name, snapshot));
  }

  private static boolean isServed(String cluster, Snapshot snapshot) {
    return snapshot.get(ResourceType.CLUSTER, cluster).isPresent();
  }

  private static Stream<String> clusters(Route route) {
    var action = route.getRoute();
    return switch (action.getClusterSpecifierCase()) {
      case CLUSTER -> Stream.of(action.getCluster());
      case WEIGHTED_CLUSTERS ->
          action.getWeightedClusters().getClustersList().stream()
              .map(WeightedCluster.ClusterWeight::getName);
      default -> Stream.of();
    };
  }

  private static boolean hasExpression(RouteMatch match) {
    return match.hasSafeRegex()
        || match.getHeadersList().stream().anyMatch(Quarantine::hasExpression)
        || match.getQueryParametersList().stream()
            .anyMatch(query -> query.getStringMatch().hasSafeRegex());
  }

  private static boolean hasExpression(HeaderMatcher header) {
    return header.hasStringMatch() && header.getStringMatch().hasSafeRegex();
  }
}
