package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EnvoyObjectsTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/ballast/infrastructure/envoy-of-a-gateway.yaml");

  private static EnvoyGroup group(String gateway, Map<String, String> parameters) {
    var resource = Serialization.unmarshal(gateway, GatewayResource.class);
    return EnvoyGroup.of(
        resource,
        EnvoyParameters.DEFAULTS.with(parameters).parameters(),
        InfrastructureOptions.in("ballast-system", "ballast.dev/gatewayclass-controller"));
  }

  private static final String EDGE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop, uid: 1-2-3}
      spec:
        gatewayClassName: ballast
        infrastructure: {labels: {team: web}, annotations: {example.org/lb: inner}}
        listeners:
        - {name: b, protocol: HTTP, port: 8080}
        - {name: a, protocol: HTTP, port: 80, hostname: a.example.org}
        - {name: c, protocol: HTTP, port: 80, hostname: c.example.org}
      """;

  /** {@code -Dgolden=rewrite} writes it anew, and still fails, so that a person looks at it. */
  @Test
  void whatAGatewayBringsUp() throws IOException {
    String wanted = yaml(group(EDGE, Map.of("replicas", "2")));
    String found = Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "";
    if (!found.equals(wanted) && "rewrite".equals(System.getProperty("golden"))) {
      assertThat(System.getenv("CI")).as("no file is rewritten in CI").isNotEqualTo("true");
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, wanted);
    }
    assertThat(wanted).isEqualTo(found);
  }

  private static String yaml(EnvoyGroup group) {
    List<HasMetadata> objects =
        List.of(
            EnvoyObjects.serviceAccount(group),
            EnvoyObjects.configMap(group),
            EnvoyObjects.service(group),
            EnvoyObjects.disruptionBudget(group),
            EnvoyObjects.deployment(group));
    var text = new StringBuilder();
    objects.forEach(object -> text.append(Serialization.asYaml(object)));
    return text.toString();
  }

  @Test
  void aListenersPortIsBoundWhereNoRightIsNeeded() {
    var service = EnvoyObjects.service(group(EDGE, Map.of()));
    assertThat(service.getSpec().getPorts())
        .extracting(port -> port.getPort() + " to " + port.getTargetPort().getIntVal())
        .containsExactly("80 to 10080", "8080 to 8080");
  }

  @Test
  void theNumberOfEnvoysIsLeftAloneUnlessItIsSet() {
    assertThat(EnvoyObjects.deployment(group(EDGE, Map.of())).getSpec().getReplicas()).isNull();
    assertThat(
            EnvoyObjects.deployment(group(EDGE, Map.of("replicas", "3"))).getSpec().getReplicas())
        .isEqualTo(3);
  }

  @Test
  void whatTheGatewayWishesDoesNotHideWhoseItIs() {
    String greedy = EDGE.replace("{team: web}", "{app.kubernetes.io/managed-by: me, team: web}");
    assertThat(EnvoyObjects.deployment(group(greedy, Map.of())).getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "ballast")
        .containsEntry("team", "web");
  }

  @Test
  void aLongNameIsCutAndStaysItsOwn() {
    String one = Names.service("a".repeat(80) + "-ballast");
    String other = Names.service("a".repeat(80) + "-another");
    assertThat(one).hasSizeLessThanOrEqualTo(63).isNotEqualTo(other);
    assertThat(Names.service("eg-ballast")).isEqualTo("eg-ballast");
    assertThat(Names.service("a.b-ballast"))
        .startsWith("a-b-ballast-")
        .isNotEqualTo(Names.service("a-b-ballast"));
    assertThat(Names.service("1-ballast")).isEqualTo("gw-1-ballast");
  }

  @Test
  void anotherBootstrapMeansOtherPods() {
    var here = EnvoyObjects.deployment(group(EDGE, Map.of()));
    var there =
        EnvoyObjects.deployment(
            EnvoyGroup.of(
                Serialization.unmarshal(EDGE, GatewayResource.class),
                EnvoyParameters.DEFAULTS,
                InfrastructureOptions.in("elsewhere", "ballast.dev/gatewayclass-controller")));
    assertThat(settings(there)).isNotEqualTo(settings(here));
  }

  private static String settings(Deployment deployment) {
    return Objects.requireNonNull(
        deployment
            .getSpec()
            .getTemplate()
            .getMetadata()
            .getAnnotations()
            .get("ballast.dev/settings"));
  }
}
