package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.ListenerPlan;
import dev.ballast.world.ObjectId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Listeners of a Gateway: what they bind and what keeps them from it. */
class ListenersTest {
  @Test
  void aServingListenerSaysSoAndCountsItsRoutes() {
    var world = Translated.of(Yaml.GATEWAY, Yaml.backend("cart"), Yaml.route("a"), Yaml.route("b"));

    assertThat(world.conditions("Gateway shop/eg"))
        .containsExactly(
            "Accepted=True Accepted: The Gateway has been scheduled by Ballast",
            "Programmed=True Programmed: Configuration is ready for the data plane",
            "http Programmed=True Programmed: Sending translated listener configuration to the data"
                + " plane",
            "http Accepted=True Accepted: Listener has been successfully translated",
            "http ResolvedRefs=True ResolvedRefs: Listener references have been resolved");
    assertThat(world.status("Gateway shop/eg").orElseThrow().toString())
        .contains("name=attachedRoutes")
        .contains("IntegerNode[value=2,");
    assertThat(world.conditions("GatewayClass eg"))
        .containsExactly("Accepted=True Accepted: Valid GatewayClass");
  }

  @Test
  void listenersThatCannotServeSayWhyAndLeaveTheOthersAlone() {
    var world =
        gateway(
            """
            [{name: a, port: 8080, protocol: HTTP},
             {name: b, port: 8080, protocol: HTTP},
             {name: tls, port: 443, protocol: HTTPS},
             {name: c, port: 80, protocol: HTTP},
             {name: d, port: 10080, protocol: HTTP},
             {name: e, port: 90, protocol: HTTP},
             {name: f, port: 90, protocol: TCP},
             {name: kinds, port: 70, protocol: HTTP, allowedRoutes: {kinds: [{kind: TCPRoute}]}}]\
            """);

    assertThat(world.plan().listeners())
        .containsExactly(new ListenerPlan("shop/eg/c", 10080, "shop/eg/c"));
    assertThat(world.conditions("Gateway shop/eg"))
        .contains(
            "Accepted=True ListenersNotValid: Listeners not valid: a, b, tls, d, e, f, kinds",
            "a Conflicted=True HostnameConflict: All listeners for a given port must use a unique"
                + " hostname, conflicting listeners: b",
            "tls Accepted=False UnsupportedProtocol: Protocol HTTPS is not supported yet, only HTTP"
                + " is.",
            "d Accepted=False PortUnavailable: Port 10080 would be bound as 10080, which listener"
                + " `c` on port 80 has taken.",
            "e Conflicted=True ProtocolConflict: All listeners for a given port must use a"
                + " compatible protocol, conflicting listeners: f",
            "kinds ResolvedRefs=False InvalidRouteKinds: TCPRoute is not supported, kind must be"
                + " one of [HTTPRoute GRPCRoute].",
            "kinds Programmed=False Invalid: Listener is invalid, see other Conditions for"
                + " details.");
    assertThat(world.findings("Gateway shop/eg"))
        .hasSize(8)
        .contains(
            "not-supported spec.listeners[2].protocol: protocol HTTPS is not supported yet, only"
                + " HTTP is");
  }

  @Test
  void howTheEnvoysAreToBeRunIsNothingToWarnOf() {
    String reference = "{group: \"\", kind: ConfigMap, name: envoys}";
    var world =
        Translated.of(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: eg}
            spec:
              controllerName: ballast.dev/gatewayclass-controller
              parametersRef: %1$s
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: eg, namespace: shop}
            spec:
              gatewayClassName: eg
              infrastructure: {parametersRef: %1$s}
              addresses: [{value: 10.0.0.1}]
              listeners: [{name: http, port: 80, protocol: HTTP}]
            """
                .formatted(reference));

    assertThat(world.findings("GatewayClass eg")).isEmpty();
    assertThat(world.findings("Gateway shop/eg"))
        .containsExactly(
            "not-supported spec.addresses: `spec.addresses` is not supported yet and has no"
                + " effect");
  }

  @Test
  void theBoundPortCanBeChosen() {
    var options =
        new TranslationOptions(Set.of(TranslationOptions.BALLAST), Map.of("shop/eg/http", 8888));

    var plan =
        Objects.requireNonNull(
            Translator.plans(Yaml.world(Yaml.GATEWAY), options).get(new ObjectId("shop", "eg")));

    assertThat(plan.listeners()).extracting(ListenerPlan::port).containsExactly(8888);
  }

  @Test
  void gatewaysOfOtherControllersAreLeftAlone() {
    var translation =
        Translator.translate(
            Yaml.world(Yaml.GATEWAY.replace("ballast.dev/gatewayclass-controller", "other/one")),
            TranslationOptions.offline());

    assertThat(translation.gateways()).isEmpty();
    assertThat(translation.statuses()).isEmpty();
    assertThat(translation.findings())
        .extracting(f -> f.code())
        .containsExactly("gateway-class-not-ours");
  }

  private static Translated gateway(String listeners) {
    return Translated.of(
        Yaml.GATEWAY.replace(
            "[{name: http, port: 80, protocol: HTTP}]", listeners.replace("\n", " ")));
  }
}
