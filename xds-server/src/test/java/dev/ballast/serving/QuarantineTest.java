package dev.ballast.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.snapshot.PartOwners;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.world.ObjectRef;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final Snapshot CLUSTERS = clusters("a", "b");

  @Test
  void aChangedRouteGoesBackToItsLastGoodFormAndOthersGoOn() {
    var good = configuration(route("kept", "/kept", "a"), route("moved", "/moved", "a"));
    var refused = configuration(route("kept", "/kept", "a"), route("moved", "/moved", "b"));
    var quarantine = Quarantine.of(refused, Optional.of(good));

    var next =
        configuration(
            route("kept", "/kept", "b"),
            route("moved", "/moved", "b"),
            route("later", "/later", "b"));

    assertThat(routes(quarantine.applied(next, CLUSTERS)))
        .containsExactly(
            route("kept", "/kept", "b"),
            route("moved", "/moved", "a"),
            route("later", "/later", "b"));
  }

  @Test
  void aNewRouteAnswers500ToWhatItMatches() {
    var refused = configuration(route("new", "/new", "a"));
    var quarantine = Quarantine.of(refused, Optional.empty());

    var form = routes(quarantine.applied(refused, CLUSTERS)).getFirst();
    assertThat(form.getMatch().getPrefix()).isEqualTo("/new");
    assertThat(form.getDirectResponse().getStatus()).isEqualTo(500);
  }

  @Test
  void aLastGoodFormWhoseClusterIsGoneAnswers500() {
    var refused = configuration(route("r", "/r", "b"));
    var quarantine = Quarantine.of(refused, Optional.of(configuration(route("r", "/r", "gone"))));

    assertThat(routes(quarantine.applied(refused, CLUSTERS)).getFirst().hasDirectResponse())
        .isTrue();
  }

  @Test
  void aSuspectedExpressionIsLeftOutAtTheSecondAttempt() {
    var expression =
        Route.newBuilder()
            .setName("regex")
            .setMatch(
                RouteMatch.newBuilder().setSafeRegex(RegexMatcher.newBuilder().setRegex("(a")))
            .setRoute(RouteAction.newBuilder().setCluster("a"))
            .build();
    var refused = configuration(expression, route("new", "/new", "a"));
    var quarantine = Quarantine.of(refused, Optional.empty());

    assertThat(routes(quarantine.leavingOut().applied(refused, CLUSTERS)))
        .extracting(Route::getName)
        .containsExactly("new");
  }

  @Test
  void aSuspectThatChangedIsFree() {
    var refused = configuration(route("r", "/r", "a"));
    var quarantine = Quarantine.of(refused, Optional.empty());

    assertThat(quarantine.within(configuration(route("r", "/r", "b"))).isEmpty()).isTrue();
    assertThat(quarantine.within(refused).isEmpty()).isFalse();
  }

  @Test
  void onlyTheOwnersOfSuspectsAndTheGatewayAreToBlame() {
    var gateway = ObjectRef.of("Gateway", "shop", "front");
    var policy = ObjectRef.of("BackendTrafficPolicy", "shop", "sticky");
    var cart = ObjectRef.of("HTTPRoute", "shop", "cart");
    var other = ObjectRef.of("HTTPRoute", "shop", "other");
    var good = configuration(route("other", "/other", "a"));
    var refused = configuration(route("other", "/other", "a"), route("cart", "/cart", "a"));
    var published =
        new Resource(
            ResourceType.ROUTE,
            "l",
            "1",
            refused,
            List.of(),
            List.of(policy, cart, other, gateway),
            new PartOwners(
                List.of(Map.of("other", List.of(other)), Map.of("cart", List.of(policy, cart)))));

    assertThat(Quarantine.of(refused, Optional.of(good)).owners(published))
        .containsExactlyInAnyOrder(policy, cart, gateway);
  }

  private static List<Route> routes(RouteConfiguration configuration) {
    return configuration.getVirtualHosts(0).getRoutesList();
  }

  private static RouteConfiguration configuration(Route... routes) {
    return RouteConfiguration.newBuilder()
        .setName("l")
        .addVirtualHosts(VirtualHost.newBuilder().setName("any").addAllRoutes(List.of(routes)))
        .build();
  }

  private static Route route(String name, String prefix, String cluster) {
    return Route.newBuilder()
        .setName(name)
        .setMatch(RouteMatch.newBuilder().setPrefix(prefix))
        .setRoute(RouteAction.newBuilder().setCluster(cluster))
        .build();
  }

  private static Snapshot clusters(String... names) {
    return Snapshot.of(
        List.of(names).stream()
            .map(
                name ->
                    new Resource(
                        ResourceType.CLUSTER,
                        name,
                        "1",
                        RouteConfiguration.getDefaultInstance(),
                        List.of(),
                        List.of()))
            .toList());
  }
}
