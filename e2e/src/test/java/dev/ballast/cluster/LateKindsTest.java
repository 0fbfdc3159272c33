package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Definitions that are installed after the server, and taken away under it. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class LateKindsTest {
  private final Lab lab;

  LateKindsTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void aKindThatComesLaterIsPickedUpAndOneThatGoesTakesItsObjectsAlong() throws IOException {
    try (var town = Town.open(lab, "late-kinds", Map.of())) {
      town.apply(Town.backend("10.244.9.1") + "---\n" + Town.route("cart"));
      lab.kubectl("delete", "crd", "backendtrafficpolicies.gateway.envoyproxy.io").orThrow();
      town.start();
      Town.await("readiness without the kind", () -> town.page("/readyz").equals("ready\n"));

      Town.install(lab);
      town.apply(Town.policy("sticky", "HTTPRoute", "cart", "{type: RoundRobin}"));
      town.awaitCondition("btp/sticky", "ancestors", "Accepted", "Accepted");

      lab.kubectl("delete", "crd", "backendtrafficpolicies.gateway.envoyproxy.io").orThrow();
      Town.await(
          "the policy to be gone",
          () ->
              town.metric("ballast_provider_objects\\{kind=\"BackendTrafficPolicy\"") == 0
                  && !town.page("/status").contains("\"sticky\""));
      assertThat(town.page("/readyz")).isEqualTo("ready\n");
    } finally {
      Town.install(lab);
    }
  }
}
