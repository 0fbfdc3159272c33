package dev.ballast.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.ListenerPlan;
import dev.ballast.plan.RouteAction;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectId;
import dev.ballast.world.World;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranslatorTest {
  private static final ObjectId EG = new ObjectId("shop", "eg");

  @Test
  void aRouteToAServiceBecomesAListenerARouteAClusterAndItsEndpoints() {
    GatewayPlan plan =
        plan(
            Yaml.world(
                Yaml.GATEWAY,
                Yaml.route("cart"),
                Yaml.service("cart", 80),
                Yaml.slice("cart", 8080, "10.0.0.2", "10.0.0.1")));

    assertThat(plan.listeners())
        .containsExactly(new ListenerPlan("shop/eg/http", 10080, "shop/eg/http"));
    var host = plan.routeConfigurations().getFirst().virtualHosts().getFirst();
    assertThat(host.name()).isEqualTo("shop/eg/http/*");
    assertThat(host.domain()).isEqualTo("*");
    var route = host.routes().getFirst();
    assertThat(route.name()).isEqualTo("httproute/shop/cart/rule/0/match/-1/*");
    assertThat(route.action()).isEqualTo(new RouteAction.Forward("httproute/shop/cart/rule/0"));
    assertThat(plan.clusters().getFirst().name()).isEqualTo("httproute/shop/cart/rule/0");
    var backend = plan.assignments().getFirst().backends().getFirst();
    assertThat(backend.region()).isEqualTo("httproute/shop/cart/rule/0/backend/0");
    assertThat(backend.endpoints())
        .containsExactly(
            new AssignmentPlan.Endpoint("10.0.0.1", 8080, false, Optional.empty()),
            new AssignmentPlan.Endpoint("10.0.0.2", 8080, false, Optional.empty()));
  }

  @Test
  void theSnapshotOfAGatewayIsSound() {
    World world = Yaml.world(Yaml.GATEWAY, Yaml.route("cart"), Yaml.backend("cart"));

    var translation = Translator.translate(world, TranslationOptions.offline());

    var snapshot = Objects.requireNonNull(translation.gateways().get(EG));
    assertThat(snapshot.danglingReferences()).isEmpty();
    assertThat(snapshot.resources(ResourceType.CLUSTER)).hasSize(1);
  }

  private static GatewayPlan plan(World world) {
    return Objects.requireNonNull(Translator.plans(world, TranslationOptions.offline()).get(EG));
  }
}
