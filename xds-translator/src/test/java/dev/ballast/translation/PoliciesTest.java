package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RouteAction.DirectResponse;
import dev.ballast.plan.RoutePlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which policy applies where, and what the others hear. */
class PoliciesTest {
  private static final String ACCEPTED = "Accepted=True Accepted: Policy has been accepted.";

  private static final String TWO_RULES =
      Yaml.route(
          "cart",
          "[{name: main, backendRefs: [{name: cart, port: 80}]},"
              + " {name: other, matches: [{path: {value: /o}}],"
              + " backendRefs: [{name: cart, port: 80}]}]");

  @Test
  void theMostSpecificPolicyAppliesAlone() {
    var world =
        translated(
            TWO_RULES,
            Yaml.route("free"),
            on("gateway", Yaml.target("Gateway", "eg")),
            on("listener", Yaml.target("Gateway", "eg", "http")),
            on("route", Yaml.target("HTTPRoute", "cart")),
            on("rule", Yaml.target("HTTPRoute", "cart", "other")));

    assertThat(world.routes().stream().map(PoliciesTest::routeAndPolicy))
        .containsExactly("cart/1 rule", "cart/0 route", "free/0 listener");
    assertThat(world.conditions("BackendTrafficPolicy shop/gateway"))
        .containsExactly(
            "Gateway eg " + ACCEPTED,
            "Gateway eg Overridden=True Overridden: This policy is being overridden by other"
                + " backendTrafficPolicies for these gateway listeners: [shop/eg/http] and these"
                + " routes: [shop/cart]");
    assertThat(world.conditions("BackendTrafficPolicy shop/listener"))
        .containsExactly(
            "Gateway eg/http " + ACCEPTED,
            "Gateway eg/http Overridden=True Overridden: This policy is being overridden by other"
                + " backendTrafficPolicies for these routes: [shop/cart]");
    assertThat(world.conditions("BackendTrafficPolicy shop/route"))
        .containsExactly(
            "Gateway eg " + ACCEPTED,
            "Gateway eg Overridden=True Overridden: This policy is being overridden by other"
                + " backendTrafficPolicy for these route rules: [other]");
    assertThat(world.conditions("BackendTrafficPolicy shop/rule"))
        .containsExactly("Gateway eg " + ACCEPTED);
    assertThat(world.findings("BackendTrafficPolicy shop/route"))
        .containsExactly(
            "policy-overridden spec.targetRefs[0]: does not apply where another policy is closer:"
                + " rules other");
  }

  @Test
  void theLoserNamesTheWinner() {
    var world =
        translated(
            Yaml.route("cart"),
            on("b", Yaml.target("HTTPRoute", "cart")),
            on("a", Yaml.target("HTTPRoute", "cart"))
                .replace("{name: a,", "{creationTimestamp: 2024-01-01T00:00:00Z, name: a,"));

    // An object without a time counts as the oldest.
    assertThat(world.policies()).containsExactly("b");
    assertThat(world.conditions("BackendTrafficPolicy shop/a"))
        .containsExactly(
            "Gateway eg Accepted=False Conflicted: Unable to target HTTPRoute cart, another"
                + " BackendTrafficPolicy has already attached to it: shop/b");
    assertThat(world.findings("BackendTrafficPolicy shop/a"))
        .containsExactly(
            "policy-conflict spec.targetRefs[0]: HTTPRoute shop/cart already has a policy,"
                + " BackendTrafficPolicy shop/b, which came first");
  }

  @Test
  void aPolicyThatLosesOneRouteStaysAcceptedForTheOther() {
    var world =
        translated(
            Yaml.route("cart"),
            Yaml.route("free"),
            on("a", Yaml.target("HTTPRoute", "cart")),
            on("b", Yaml.target("HTTPRoute", "cart"), Yaml.target("HTTPRoute", "free")));

    assertThat(world.policies()).containsExactly("a", "b");
    assertThat(world.conditions("BackendTrafficPolicy shop/b"))
        .containsExactly(
            "HTTPRoute cart Accepted=False Conflicted: Unable to target HTTPRoute cart, another"
                + " BackendTrafficPolicy has already attached to it: shop/a",
            "Gateway eg " + ACCEPTED);
  }

  @Test
  void aTargetWrittenTwiceDoesNotCompeteWithItself() {
    String cart = Yaml.target("HTTPRoute", "cart");
    var world = translated(Yaml.route("cart"), on("a", cart, cart));

    assertThat(world.conditions("BackendTrafficPolicy shop/a"))
        .containsExactly("Gateway eg " + ACCEPTED);
  }

  @Test
  void aMissingTargetIsToldWithTheTargetAsAncestor() {
    var world =
        translated(
            Yaml.route("cart"),
            on("object", Yaml.target("HTTPRoute", "crat")),
            on("rule", Yaml.target("HTTPRoute", "cart", "mian")),
            on("listener", Yaml.target("Gateway", "eg", "https")));

    assertThat(world.conditions("BackendTrafficPolicy shop/object"))
        .containsExactly(
            "HTTPRoute crat Accepted=False TargetNotFound: No HTTPRoute shop/crat found");
    assertThat(world.conditions("BackendTrafficPolicy shop/rule"))
        .containsExactly(
            "Gateway eg Accepted=False TargetNotFound: No section name mian found for HTTPRoute"
                + " shop/cart");
    assertThat(world.findings("BackendTrafficPolicy shop/rule"))
        .containsExactly(
            "target-not-found spec.targetRefs[0].sectionName: HTTPRoute shop/cart has no rule named"
                + " `mian`; it has `main`");
    assertThat(world.conditions("BackendTrafficPolicy shop/listener"))
        .containsExactly(
            "Gateway eg/https Accepted=False TargetNotFound: No section name https found for"
                + " Gateway shop/eg");
  }

  @Test
  void aBrokenPolicyAnswers500OnItsRoutesOnly() {
    var world =
        translated(
            Yaml.route("cart"),
            Yaml.route("free"),
            Yaml.policy(
                "broken",
                "{targetRefs: [%s], loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, tableSize: 65536}}}"
                    .formatted(Yaml.target("HTTPRoute", "cart"))));

    assertThat(world.routes().stream().map(RoutePlan::action))
        .containsExactly(
            new DirectResponse(500), new RouteAction.Forward("httproute/shop/free/rule/0"));
    assertThat(world.conditions("BackendTrafficPolicy shop/broken").getFirst())
        .startsWith(
            "Gateway eg Accepted=False Invalid: LoadBalancer:"
                + " spec.loadBalancer.consistentHash.tableSize: ")
        .endsWith(".");
  }

  @Test
  void twoPoliciesOnTwoListenersGiveTwoClusters() {
    var world =
        Translated.of(
            Yaml.GATEWAY.replace(
                "[{name: http, port: 80, protocol: HTTP}]",
                "[{name: one, port: 80, protocol: HTTP}, {name: two, port: 81, protocol: HTTP},"
                    + " {name: three, port: 82, protocol: HTTP}]"),
            Yaml.backend("cart"),
            Yaml.route("cart"),
            on("a", Yaml.target("Gateway", "eg", "one"), Yaml.target("Gateway", "eg", "three")),
            on("b", Yaml.target("Gateway", "eg", "two")));

    assertThat(world.routes().stream().map(RoutePlan::action))
        .containsExactly(
            new RouteAction.Forward("httproute/shop/cart/rule/0"),
            new RouteAction.Forward("httproute/shop/cart/rule/0/listener/two"),
            new RouteAction.Forward("httproute/shop/cart/rule/0"));
    assertThat(world.clusters())
        .containsExactly("httproute/shop/cart/rule/0", "httproute/shop/cart/rule/0/listener/two");
  }

  @Test
  void targetsCanBeSelectedByLabel() {
    var world =
        translated(
            Yaml.route("cart"),
            Yaml.route("free"),
            Yaml.policy(
                "selector",
                "{targetSelectors: [{kind: HTTPRoute, matchExpressions:"
                    + " [{key: app, operator: In, values: [cart]}]}]}"));

    assertThat(world.policies()).containsExactly("selector", "-");
  }

  @Test
  void selectorsThatSelectNothingSayWhy() {
    var world =
        translated(
            Yaml.route("far").replace("namespace: shop", "namespace: far"),
            Yaml.policy(
                "broken",
                "{targetSelectors: [{kind: HTTPRoute, matchExpressions:"
                    + " [{key: app, operator: In}]}]}"),
            Yaml.policy("empty", "{targetSelectors: [{kind: GRPCRoute}]}"),
            Yaml.policy(
                "forbidden", "{targetSelectors: [{kind: HTTPRoute, namespaces: {from: All}}]}"));

    assertThat(world.findings("BackendTrafficPolicy shop/broken"))
        .containsExactly(
            "broken-selector spec.targetSelectors[0]: `In` on `app` needs at least one value");
    assertThat(world.conditions("BackendTrafficPolicy shop/broken"))
        .containsExactly(
            "BackendTrafficPolicy broken Accepted=False TargetNotFound: No target found.",
            "BackendTrafficPolicy broken Warning=True BrokenSelector: spec.targetSelectors[0]: `In`"
                + " on `app` needs at least one value");
    assertThat(world.findings("BackendTrafficPolicy shop/empty"))
        .containsExactly("target-not-found spec.targetSelectors[0]: selects no GRPCRoute yet");
    assertThat(world.findings("BackendTrafficPolicy shop/forbidden"))
        .containsExactly(
            "ref-not-permitted spec.targetSelectors[0]: HTTPRoute far/far is selected, but no"
                + " ReferenceGrant in namespace `far` lets BackendTrafficPolicies of `shop` refer"
                + " to it");
    assertThat(world.conditions("BackendTrafficPolicy shop/forbidden"))
        .containsExactly(
            "BackendTrafficPolicy forbidden Accepted=False RefNotPermitted: No selected target"
                + " permits this policy.",
            "BackendTrafficPolicy forbidden Warning=True RefNotPermitted: selected, but not"
                + " permitted by any ReferenceGrant: HTTPRoute far/far");
  }

  @Test
  void fieldsThatDoNothingYetAreNamed() {
    var world =
        translated(
            Yaml.route("cart"),
            Yaml.policy(
                "more",
                "{targetRef: %s, mergeType: JSONMerge, useClientProtocol: true}"
                    .formatted(Yaml.target("HTTPRoute", "cart"))));

    assertThat(world.conditions("BackendTrafficPolicy shop/more"))
        .containsExactly(
            "Gateway eg " + ACCEPTED,
            "Gateway eg Warning=True NotTranslated: not translated yet, without effect:"
                + " spec.mergeType, spec.useClientProtocol; spec.targetRef is deprecated, use"
                + " spec.targetRefs instead");
  }

  @Test
  void kindsWithoutSupportAreTold() {
    var world =
        translated(
            "{apiVersion: gateway.networking.k8s.io/v1alpha2, kind: TCPRoute,"
                + " metadata: {name: tcp, namespace: shop}}",
            on("tcp", Yaml.target("TCPRoute", "tcp")));

    assertThat(world.findings("TCPRoute shop/tcp"))
        .containsExactly("not-supported kind: TCPRoute is not supported yet");
    assertThat(world.conditions("BackendTrafficPolicy shop/tcp"))
        .containsExactly(
            "TCPRoute tcp Accepted=False Invalid: Policies on a TCPRoute are not supported yet.");
  }

  @Test
  void atMostSixteenAncestorsAreShownTheWorstFirst() {
    var targets = new ArrayList<String>();
    for (int i = 10; i < 30; i++) {
      targets.add(Yaml.target("HTTPRoute", "gone" + i));
    }
    targets.add(Yaml.target("Gateway", "eg"));
    var world = translated(on("many", targets.toArray(String[]::new)));

    assertThat(world.conditions("BackendTrafficPolicy shop/many"))
        .hasSize(17)
        .last()
        .asString()
        .startsWith("HTTPRoute gone25 Aggregated=True Aggregated: ");
  }

  private static String routeAndPolicy(RoutePlan route) {
    return route.origin().id().name()
        + "/"
        + Splitter.on('/').splitToList(route.name()).get(4)
        + " "
        + route.policy().orElseThrow().name();
  }

  private static String on(String name, String... targets) {
    return Yaml.policy(name, "{targetRefs: [%s]}".formatted(String.join(", ", List.of(targets))));
  }

  private static Translated translated(String... documents) {
    return Translated.of(Yaml.GATEWAY, Yaml.backend("cart"), String.join("\n---\n", documents));
  }
}
