package dev.ballast.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two ways to install are one, and a real API server takes both. Nothing is stored. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class ManifestsTest {
  private static final Path MANIFESTS =
      Path.of(System.getProperty("ballast.root", ".."))
          .toAbsolutePath()
          .normalize()
          .resolve("manifests");

  private final Lab lab;

  ManifestsTest(Lab lab) {
    this.lab = lab;
  }

  @ParameterizedTest
  @CsvSource({"default, ''", "ha, --set replicas=2"})
  void helmAndKustomizeRenderTheSame(String overlay, String settings) {
    var kustomized = objects(kustomize("overlays/" + overlay));
    kustomized.remove("Namespace ballast-system"); // helm makes it with --create-namespace
    var helmed = objects(helm("--include-crds " + settings));
    assertThat(helmed.keySet()).isEqualTo(kustomized.keySet());
    kustomized.forEach((id, object) -> assertThat(helmed.get(id)).as(id).isEqualTo(object));
  }

  @Test
  void theApiServerTakesEverything() {
    lab.sh("kubectl apply --server-side -k " + MANIFESTS.resolve("gateway-api")).orThrow();
    lab.sh("kubectl apply --server-side -k " + MANIFESTS.resolve("crds")).orThrow();
    lab.sh("kubectl wait --for=condition=Established crd --all --timeout=60s").orThrow();
    lab.sh("kubectl create namespace ballast-system").orThrow();
    try {
      for (String overlay : List.of("default", "ha")) {
        String said =
            lab.sh(
                    "kubectl apply --server-side --dry-run=server -k "
                        + MANIFESTS.resolve("overlays/" + overlay))
                .orThrow()
                .said();
        assertThat(said).as("warnings").doesNotContain("Warning");
      }
      String said =
          lab.sh(
                  "helm install ballast %s -n ballast-system --dry-run=server --skip-crds"
                          .formatted(MANIFESTS.resolve("chart"))
                      + " && helm template ballast %s -n ballast-system --kube-version 1.37.2"
                          .formatted(MANIFESTS.resolve("chart"))
                      + " --set replicas=3,webhook.certificates.source=mounted,controllerName=a.b/c"
                      + " | kubectl apply --server-side --dry-run=server -f -")
              .orThrow()
              .said();
      assertThat(said).contains("Ballast 0.1.0 is in namespace ballast-system");
      lab.sh(
              "kubectl apply --dry-run=server -f "
                  + MANIFESTS.resolve("samples/load-balancing")
                  + " -f "
                  + MANIFESTS.resolve("samples/load-balancing/prerequisites.yaml"))
          .orThrow();
    } finally {
      lab.kubectl("delete", "namespace", "ballast-system", "--wait=false");
    }
  }

  @Test
  void theChartSaysWhichValueIsWrong() {
    var ran =
        lab.sh(
            "helm template ballast %s --kube-version 1.37.2 --set webhook.failurePolicy=Maybe"
                .formatted(MANIFESTS.resolve("chart")));
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.said()).contains("/webhook/failurePolicy", "'Fail', 'Ignore'");
  }

  @Test
  void noRightIsAWildcardAndSecretsCannotBeListed() {
    var roles = objectsOf(kustomize("overlays/default"));
    List<PolicyRule> rules =
        roles.stream()
            .flatMap(
                object ->
                    switch (object) {
                      case ClusterRole role -> role.getRules().stream();
                      case Role role -> role.getRules().stream();
                      default -> Stream.<PolicyRule>empty();
                    })
            .toList();
    assertThat(rules).isNotEmpty();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.getVerbs()).doesNotContain("*");
              assertThat(rule.getResources()).doesNotContain("*");
              assertThat(rule.getApiGroups()).doesNotContain("*");
              if (rule.getResources().contains("secrets") && rule.getResourceNames().isEmpty()) {
                assertThat(rule.getVerbs()).doesNotContain("list", "watch", "delete");
              }
            });
  }

  private String kustomize(String folder) {
    return lab.kubectl("kustomize", MANIFESTS.resolve(folder).toString()).orThrow().out();
  }

  /**
   * A version of Kubernetes is named since the helm of the lab, built plainly, assumes an old one.
   */
  private String helm(String more) {
    return lab.sh(
            "helm template ballast %s -n ballast-system --kube-version 1.37.2 %s"
                .formatted(MANIFESTS.resolve("chart"), more))
        .orThrow()
        .out();
  }

  private List<HasMetadata> objectsOf(String yaml) {
    return lab.client().load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items();
  }

  /** By kind and name, without what tells how it was installed. */
  private Map<String, Object> objects(String yaml) {
    var byName = new TreeMap<String, Object>();
    for (HasMetadata object : objectsOf(yaml)) {
      var labels = Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
      labels.remove("helm.sh/chart");
      labels.remove("app.kubernetes.io/managed-by");
      byName.put(
          object.getKind() + " " + object.getMetadata().getName(),
          Serialization.unmarshal(Serialization.asYaml(object), Map.class));
    }
    return byName;
  }
}
