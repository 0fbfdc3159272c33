package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan.Protocol;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RouteAction.DirectResponse;
import dev.ballast.plan.RouteAction.Split;
import dev.ballast.plan.RouteAction.WeightedCluster;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What backendRefs lead to, and what is served when they lead nowhere. */
class BackendsTest {
  private static final String RULE = "httproute/shop/cart/rule/0";

  @Test
  void severalBackendsShareOneClusterByWeight() {
    var world =
        translated(
            "{name: a, port: 80, weight: 9}, {name: b, port: 80}, {name: a, port: 80, weight: 0}");

    assertThat(world.onlyAction()).isEqualTo(new RouteAction.Forward(RULE));
    assertThat(world.cluster(RULE).weighted()).isTrue();
    assertThat(world.assignment(RULE).backends())
        .extracting(AssignmentPlan.Backend::region, AssignmentPlan.Backend::weight)
        .containsExactly(tuple(RULE + "/backend/0", 9), tuple(RULE + "/backend/1", 1));
  }

  @Test
  void aBrokenBackendKeepsItsWeightAndAnswers500() {
    var world = translated("{name: a, port: 80, weight: 9}, {name: gone, port: 80, weight: 2}");

    assertThat(world.onlyAction())
        .isEqualTo(
            new Split(
                List.of(
                    new WeightedCluster(RULE + "/backend/0", 9),
                    new WeightedCluster("invalid-backend-cluster", 2)),
                500));
    assertThat(world.conditions("HTTPRoute shop/cart"))
        .containsExactly(
            "Gateway eg Accepted=True Accepted: Route is accepted",
            "Gateway eg ResolvedRefs=False BackendNotFound: Failed to process route rule 0"
                + " backendRef 1: service shop/gone not found.");
    assertThat(world.findings("HTTPRoute shop/cart"))
        .containsExactly(
            "backend-not-found spec.rules[0].backendRefs[1].name: Service shop/gone does not"
                + " exist");
  }

  @Test
  void aBackendWithoutEndpointsAnswers503() {
    assertThat(translated("{name: empty, port: 80}").onlyAction())
        .isEqualTo(new DirectResponse(503));
    assertThat(translated("{name: empty, port: 80}").conditions("HTTPRoute shop/cart"))
        .contains(
            "Gateway eg BackendsAvailable=False EndpointsNotFound: Service shop/empty port 80 has"
                + " no endpoints.",
            "Gateway eg ResolvedRefs=True ResolvedRefs: Resolved all the Object references for the"
                + " Route");
    assertThat(translated("{name: empty, port: 80}, {name: a, port: 80}").onlyAction())
        .isEqualTo(
            new Split(
                List.of(
                    new WeightedCluster(RULE + "/backend/1", 1),
                    new WeightedCluster("invalid-backend-cluster", 1)),
                503));
  }

  @Test
  void nothingToSendToAnswers500() {
    assertThat(translated("").onlyAction()).isEqualTo(new DirectResponse(500));
    assertThat(translated("{name: a, port: 80, weight: 0}").onlyAction())
        .isEqualTo(new DirectResponse(500));
    assertThat(translated("{name: empty, port: 80}, {name: gone, port: 80}").onlyAction())
        .isEqualTo(new DirectResponse(500));
  }

  @Test
  void everyMistakeInABackendHasItsReason() {
    var world =
        translated(
            "{name: a, port: 81}, {name: a}, {name: out, port: 80}, {name: b, namespace: far,"
                + " port: 80}, {name: x, kind: Backend, group: gateway.envoyproxy.io}");

    assertThat(world.conditions("HTTPRoute shop/cart").get(1))
        .startsWith(
            "Gateway eg ResolvedRefs=False"
                + " PortNotFound,PortNotSpecified,UnsupportedValue,RefNotPermitted,InvalidKind: ")
        .contains(
            "Failed to process route rule 0 backendRef 0: TCP Port 81 not found on Service shop/a.",
            "Failed to process route rule 0 backendRef 3: Backend ref to Service far/b not"
                + " permitted by any ReferenceGrant.");
    assertThat(world.findings("HTTPRoute shop/cart"))
        .contains(
            "port-not-found spec.rules[0].backendRefs[0].port: Service shop/a has no port 81; it"
                + " offers 80 (http)");
  }

  @Test
  void aGrantOpensAnotherNamespace() {
    var world =
        translated(
            "{name: far, namespace: far, port: 80}",
            Yaml.backend("far").replace("namespace: shop", "namespace: far"),
            """
            apiVersion: gateway.networking.k8s.io/v1beta1
            kind: ReferenceGrant
            metadata: {name: g, namespace: far}
            spec:
              from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
              to: [{group: "", kind: Service, name: far}]
            """);

    assertThat(world.onlyAction()).isEqualTo(new RouteAction.Forward(RULE));
  }

  @Test
  void endpointsComeFromAllSlicesAndKnowWhetherTheyDrain() {
    var world =
        translated(
            "{name: many, port: 80}",
            Yaml.service("many", 80),
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: many-1, namespace: shop, labels: {kubernetes.io/service-name: many}}
            addressType: IPv4
            ports: [{name: http, port: 8080}, {name: admin, port: 9000}]
            endpoints:
            - {addresses: [10.0.0.1], zone: a, conditions: {ready: true}}
            - {addresses: [10.0.0.2], conditions: {ready: false}}
            - {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}}
            - {addresses: [10.0.0.4], conditions: {ready: false, serving: true, terminating: false}}
            """,
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: many-2, namespace: shop, labels: {kubernetes.io/service-name: many}}
            addressType: IPv6
            ports: [{name: http, port: 8080}]
            endpoints: [{addresses: ["fd00::1"]}]
            """,
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: many-3, namespace: shop, labels: {kubernetes.io/service-name: many}}
            addressType: IPv4
            ports: [{name: http, port: 8080}]
            endpoints: [{addresses: [10.0.0.2]}]
            """);

    assertThat(world.assignment(RULE).backends().getFirst().endpoints())
        .containsExactly(
            new AssignmentPlan.Endpoint("10.0.0.1", 8080, false, Optional.of("a")),
            new AssignmentPlan.Endpoint("10.0.0.2", 8080, false, Optional.empty()),
            new AssignmentPlan.Endpoint("10.0.0.3", 8080, true, Optional.empty()),
            new AssignmentPlan.Endpoint("10.0.0.4", 8080, false, Optional.empty()),
            new AssignmentPlan.Endpoint("fd00::1", 8080, false, Optional.empty()));
  }

  @Test
  void backendsOfDifferentProtocolsAreToldApart() {
    var world =
        translated(
            "{name: a, port: 80}, {name: h2, port: 80}",
            Yaml.service("h2", 80)
                .replace("name: http", "name: http, appProtocol: kubernetes.io/h2c"),
            Yaml.slice("h2", 8080, "10.0.0.9"));

    assertThat(world.cluster(RULE + "/backend/0").protocol()).isEqualTo(Protocol.HTTP1);
    assertThat(world.cluster(RULE + "/backend/1").protocol()).isEqualTo(Protocol.HTTP2);
  }

  @Test
  void aServiceCanAskForItsOwnZone() {
    var near = new ZoneRouting.PreferLocal(1, Optional.empty(), OptionalInt.of(1));
    String service =
        Yaml.service("near", 80).replace("{ports", "{trafficDistribution: PreferClose, ports");
    String slice = Yaml.slice("near", 8080, "10.0.0.9");

    var alone = translated("{name: near, port: 80}", service, slice);
    assertThat(alone.onlyAction()).isEqualTo(new RouteAction.Forward(RULE));
    assertThat(alone.cluster(RULE).zones()).isEqualTo(near);

    var mixed = translated("{name: a, port: 80}, {name: near, port: 80}", service, slice);
    assertThat(mixed.onlyAction()).isInstanceOf(Split.class);
    assertThat(mixed.cluster(RULE + "/backend/0").zones()).isEqualTo(new ZoneRouting.None());
    assertThat(mixed.cluster(RULE + "/backend/1").zones()).isEqualTo(near);
  }

  @Test
  void zonesOfAPolicyNeedAClusterForEachBackend() {
    var world =
        translated(
            "{name: a, port: 80}",
            Yaml.policy(
                "zones",
                "{targetRefs: [%s], loadBalancer: {type: RoundRobin, zoneAware: {preferLocal: {}}}}"
                    .formatted(Yaml.target("HTTPRoute", "cart"))));

    assertThat(world.onlyAction())
        .isEqualTo(new Split(List.of(new WeightedCluster(RULE + "/backend/0", 1)), 500));
    assertThat(world.assignment(RULE + "/backend/0").backends().getFirst().region())
        .isEqualTo(RULE + "/backend/0");
  }

  @Test
  void aRuleThatAsksForMoreThanWeCanDoAnswers500AndSaysSo() {
    var world =
        Translated.of(
            Yaml.GATEWAY,
            Yaml.backend("cart"),
            Yaml.route(
                "cart",
                """
                [{backendRefs: [{name: cart, port: 80}], timeouts: {request: 10s}},
                 {matches: [{path: {type: Exact, value: /ok}}],
                  backendRefs: [{name: cart, port: 80}], filters: []}]\
                """));

    assertThat(world.routes().get(0).action())
        .isEqualTo(new RouteAction.Forward("httproute/shop/cart/rule/1"));
    assertThat(world.routes().get(1).action()).isEqualTo(new DirectResponse(500));
    assertThat(world.findings("HTTPRoute shop/cart"))
        .containsExactly(
            "not-supported spec.rules[0].timeouts: this part of a rule is not supported yet");
    assertThat(world.conditions("HTTPRoute shop/cart").get(1))
        .isEqualTo(
            "Gateway eg PartiallyInvalid=True UnsupportedValue: Dropped Rule(s) [0]: not supported"
                + " yet: spec.rules[0].timeouts");
  }

  private static Translated translated(String refs, String... more) {
    return Translated.of(
        Yaml.GATEWAY,
        Yaml.backend("a"),
        Yaml.backend("b"),
        Yaml.service("empty", 80),
        "{apiVersion: v1, kind: Service, metadata: {name: out, namespace: shop}, spec: {type:"
            + " ExternalName}}",
        String.join("\n---\n", more),
        Yaml.route("cart", "[{backendRefs: [%s]}]".formatted(refs)));
  }
}
