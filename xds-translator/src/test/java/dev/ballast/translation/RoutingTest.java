package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.ClusterPlan.Protocol;
import dev.ballast.plan.RouteMatch;
import dev.ballast.plan.RouteMatch.Path;
import dev.ballast.plan.RouteMatch.ValueMatch;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How requests find their route: matches, hostnames, listeners. */
class RoutingTest {
  private static final String TO_CART = "backendRefs: [{name: cart, port: 80}]";

  @Test
  void theMostSpecificMatchComesFirst() {
    var world =
        Translated.of(
            Yaml.GATEWAY,
            Yaml.backend("cart"),
            Yaml.route(
                "cart",
                """
                [{matches: [
                  {path: {type: PathPrefix, value: /}},
                  {path: {type: PathPrefix, value: /a/}},
                  {path: {type: PathPrefix, value: /a/b}},
                  {path: {type: RegularExpression, value: /a.*}},
                  {path: {type: Exact, value: /a}},
                  {path: {type: PathPrefix, value: /}, method: GET},
                  {path: {type: PathPrefix, value: /}, queryParams: [{name: q, value: x}]},
                  {path: {type: PathPrefix, value: /}, headers: [{name: h, value: x},
                                                                {name: H, value: y}]}],
                  %s}]\
                """
                    .formatted(TO_CART)));

    assertThat(world.routes().stream().map(RoutePlan::match))
        .containsExactly(
            match(new Path.Exact("/a")),
            match(new Path.Regex("/a.*")),
            match(new Path.Prefix("/a/b")),
            match(new Path.Prefix("/a")),
            new RouteMatch(
                new Path.Prefix("/"), List.of(new ValueMatch.Exact(":method", "GET")), List.of()),
            new RouteMatch(
                new Path.Prefix("/"), List.of(new ValueMatch.Exact("h", "x")), List.of()),
            new RouteMatch(
                new Path.Prefix("/"), List.of(), List.of(new ValueMatch.Exact("q", "x"))),
            match(new Path.Prefix("/")));
  }

  @Test
  void equalMatchesGoToTheOlderRoute() {
    String old =
        Yaml.route("younger-by-name")
            .replace("{name: you", "{creationTimestamp: 2020-01-01T00:00:00Z, name: you");
    String young =
        Yaml.route("a").replace("{name: a,", "{creationTimestamp: 2021-01-01T00:00:00Z, name: a,");

    var world = Translated.of(Yaml.GATEWAY, Yaml.backend("cart"), young, old);

    assertThat(world.routes().stream().map(r -> r.origin().id().name()))
        .containsExactly("younger-by-name", "a");
  }

  @Test
  void grpcMethodsBecomePathsOverHttp2() {
    var world =
        Translated.of(
            Yaml.GATEWAY,
            Yaml.backend("cart"),
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GRPCRoute
            metadata: {name: cart, namespace: shop}
            spec:
              parentRefs: [{name: eg}]
              rules:
              - matches:
                - {method: {service: shop.Cart, method: Add}}
                - {method: {service: shop.Cart}}
                - {method: {method: Add}}
                - {method: {type: RegularExpression, service: "shop[.].*"}}
                backendRefs: [{name: cart, port: 80}]
            """);

    assertThat(world.routes().stream().map(RoutePlan::match))
        .containsExactly(
            match(new Path.Exact("/shop.Cart/Add")),
            match(new Path.Regex("/shop[.].*/[^/]+")),
            match(new Path.Prefix("/shop.Cart")),
            new RouteMatch(
                new Path.Prefix("/"), List.of(new ValueMatch.Suffix(":path", "/Add")), List.of()));
    assertThat(world.plan().clusters().getFirst().protocol()).isEqualTo(Protocol.HTTP2);
    assertThat(world.routes().getFirst().name()).isEqualTo("grpcroute/shop/cart/rule/0/match/0/*");
  }

  @Test
  void hostnamesOfRouteAndListenerAreIntersected() {
    var world =
        Translated.of(
            Yaml.GATEWAY.replace(
                "[{name: http, port: 80, protocol: HTTP}]",
                "[{name: wide, port: 80, protocol: HTTP, hostname: '*.shop.com'},"
                    + " {name: narrow, port: 80, protocol: HTTP, hostname: www.shop.com}]"),
            Yaml.backend("cart"),
            Yaml.route("cart")
                .replace(
                    "parentRefs",
                    "hostnames: ['*.com', a.b.shop.com, WWW.shop.com, other.org], parentRefs"));

    assertThat(world.hosts().stream().map(VirtualHostPlan::name))
        .containsExactly(
            "shop/eg/wide/*_shop_com", "shop/eg/wide/a_b_shop_com", "shop/eg/narrow/www_shop_com");
    assertThat(world.plan().listeners()).hasSize(1);
  }

  @Test
  void aHostnameThatReachesAPortTwiceIsOneVirtualHost() {
    var world =
        Translated.of(
            Yaml.GATEWAY.replace(
                "[{name: http, port: 80, protocol: HTTP}]",
                "[{name: any, port: 80, protocol: HTTP},"
                    + " {name: shop, port: 80, protocol: HTTP, hostname: '*.shop.com'}]"),
            Yaml.backend("cart"),
            Yaml.policy(
                "narrow", "{targetRefs: [%s]}".formatted(Yaml.target("Gateway", "eg", "shop"))),
            Yaml.route("cart").replace("parentRefs", "hostnames: [www.shop.com], parentRefs"));

    assertThat(world.hosts()).hasSize(1);
    assertThat(world.routes()).hasSize(1);
    assertThat(world.policies()).containsExactly("narrow");
  }

  @Test
  void aRouteThatFitsNoListenerIsToldWhy() {
    var world =
        Translated.of(
            Yaml.GATEWAY.replace("protocol: HTTP}", "protocol: HTTP, hostname: shop.com}"),
            Yaml.backend("cart"),
            Yaml.route("section").replace("{name: eg}", "{name: eg, sectionName: https}"),
            Yaml.route("port").replace("{name: eg}", "{name: eg, port: 81}"),
            Yaml.route("host").replace("parentRefs", "hostnames: [other.com], parentRefs"),
            Yaml.route("lost").replace("{name: eg}", "{name: eg2}"),
            Yaml.route("far")
                .replace("namespace: shop", "namespace: far")
                .replace("{name: eg}", "{name: eg, namespace: shop}"));

    assertThat(world.routes()).isEmpty();
    assertThat(world.findings("HTTPRoute shop/section"))
        .containsExactly(
            "no-matching-parent spec.parentRefs[0]: Gateway shop/eg has no listener `https`; it"
                + " offers http (80)");
    assertThat(world.conditions("HTTPRoute shop/port"))
        .contains("Gateway eg Accepted=False NoMatchingParent: No listeners match this parent ref");
    assertThat(world.conditions("HTTPRoute shop/host").getFirst())
        .startsWith("Gateway eg Accepted=False NoMatchingListenerHostname: There were no hostname");
    assertThat(world.findings("HTTPRoute shop/host"))
        .containsExactly(
            "no-matching-hostname spec.parentRefs[0]: none of the hostnames `other.com` is served"
                + " by Gateway shop/eg, which has `shop.com`");
    assertThat(world.conditions("HTTPRoute far/far").getFirst())
        .startsWith("Gateway eg Accepted=False NotAllowedByListeners: ");
    assertThat(world.status("HTTPRoute shop/lost")).isEmpty();
    assertThat(world.findings("HTTPRoute shop/lost"))
        .containsExactly(
            "parent-not-found spec.parentRefs[0]: Gateway shop/eg2 does not exist, so the HTTPRoute"
                + " is attached to nothing");
  }

  @Test
  void namespacesAreChosenByLabel() {
    var world =
        Translated.of(
            Yaml.GATEWAY.replace(
                "protocol: HTTP}",
                "protocol: HTTP, allowedRoutes: {namespaces: {from: Selector,"
                    + " selector: {matchLabels: {team: a}}}}}"),
            "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}",
            Yaml.backend("cart"),
            Yaml.route("cart"));

    assertThat(world.routes()).hasSize(1);
  }

  private static RouteMatch match(Path path) {
    return new RouteMatch(path, List.of(), List.of());
  }
}
