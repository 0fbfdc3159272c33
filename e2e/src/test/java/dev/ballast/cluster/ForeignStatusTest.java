package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Living beside another controller that writes into the same list. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class ForeignStatusTest {
  private static final String THEIRS =
      """
      {"ancestorRef":{"group":"gateway.networking.k8s.io","kind":"Gateway","name":"theirs",\
      "namespace":"elsewhere"},"conditions":[{"lastTransitionTime":"2026-01-01T00:00:00Z",\
      "message":"theirs","observedGeneration":1,"reason":"Accepted","status":"True",\
      "type":"Accepted"}],"controllerName":"gateway.envoyproxy.io/gatewayclass-controller"}\
      """;

  private final Lab lab;

  ForeignStatusTest(Lab lab) {
    this.lab = lab;
  }

  @Test
  void anotherControllersAncestorOutlivesAHundredUpdatesOfOurs() throws IOException {
    try (var town = Town.open(lab, "foreign-status", Map.of()).start()) {
      town.apply(Town.backend("10.244.9.1") + "---\n" + Town.route("cart"));
      town.apply(Town.policy("sticky", "HTTPRoute", "cart", "{type: RoundRobin}"));
      town.awaitCondition("btp/sticky", "ancestors", "Accepted", "Accepted");
      town.kubectl(
          "patch btp sticky --subresource=status --type=json -p"
              + " '[{\"op\":\"add\",\"path\":\"/status/ancestors/0\",\"value\":%s}]'"
                  .formatted(THEIRS));

      var policies =
          town.client()
              .genericKubernetesResources("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
              .inNamespace(town.name());
      for (int i = 0; i < 100; i++) {
        String type = i % 2 == 0 ? "Random" : "RoundRobin";
        long generation =
            policies
                .withName("sticky")
                .edit(
                    policy -> {
                      policy.setAdditionalProperty("spec", spec(type));
                      return policy;
                    })
                .getMetadata()
                .getGeneration();
        Town.await("generation " + generation, () -> ours(town).contains(observed(generation)));
      }
      ArrayNode ancestors =
          (ArrayNode) ((ObjectNode) town.status("btp/sticky")).get("ancestors").orElseThrow();
      assertThat(ancestors.items()).hasSize(2);
      assertThat(JsonWriter.text(ancestors.items().getFirst())).isEqualTo(THEIRS);
    }
  }

  private static Map<String, Object> spec(String type) {
    return Map.of(
        "targetRefs",
        java.util.List.of(
            Map.of("group", "gateway.networking.k8s.io", "kind", "HTTPRoute", "name", "cart")),
        "loadBalancer",
        Map.of("type", type));
  }

  private static String observed(long generation) {
    return "\"observedGeneration\":" + generation;
  }

  private static String ours(Town town) {
    var policy =
        town.client()
            .genericKubernetesResources("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
            .inNamespace(town.name())
            .withName("sticky")
            .get();
    Node status = dev.ballast.json.JsonValues.node(policy.getAdditionalProperties().get("status"));
    return ((ArrayNode) ((ObjectNode) status).get("ancestors").orElseThrow())
        .items().stream()
            .map(ObjectNode.class::cast)
            .filter(
                entry ->
                    entry.get("controllerName").orElseThrow() instanceof TextNode text
                        && text.value().startsWith("ballast.dev"))
            .map(JsonWriter::text)
            .findFirst()
            .orElse("");
  }
}
