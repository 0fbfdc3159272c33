package dev.ballast.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image that {@code mvn -Pimage package} leaves, and the chart that brings it up. */
@Tag("lab")
class ImageTest {
  private static final Path ROOT =
      Path.of(System.getProperty("ballast.root", "..")).toAbsolutePath().normalize();
  private static final Path IMAGE = ROOT.resolve("webhook/target/ballast-image.tar");
  private static final String POLICIES = "backendtrafficpolicies.gateway.envoyproxy.io";

  @Test
  void theChartBringsUpAServerThatIsReadyWithTheRightsItIsGiven() {
    Assumptions.assumeTrue(Files.exists(IMAGE), "mvn -Pimage package builds " + IMAGE);
    Assumptions.assumeTrue(
        Lab.whyUnavailable().isEmpty(), () -> Lab.whyUnavailable().orElseThrow());
    try (Lab lab = Lab.start(LabOptions.defaults().withImage("ballast", IMAGE))) {
      Path manifests = ROOT.resolve("manifests");
      lab.sh("kubectl apply --server-side -k " + manifests.resolve("gateway-api")).orThrow();
      lab.sh("kubectl wait --for=condition=Established crd --all --timeout=60s").orThrow();
      var installed =
          lab.sh(
              "helm install ballast %s -n ballast-system --create-namespace --wait --timeout 120s"
                  .formatted(manifests.resolve("chart")));
      String log = lab.kubectl("-n", "ballast-system", "logs", "deployment/ballast").said();
      assertThat(installed.exitCode()).as("%s%n%s", installed.said(), log).isZero();
      assertThat(log).doesNotContain("forbidden").doesNotContain("Exception");
      lab.sh("kubectl wait --for=condition=Accepted gatewayclass/ballast --timeout=60s").orThrow();
      lab.sh("helm uninstall ballast -n ballast-system --wait --timeout 60s").orThrow();
      assertThat(lab.kubectl("get", "crd", POLICIES).exitCode()).as("the kind stays").isZero();
      assertThat(lab.kubectl("get", "clusterrole", "ballast").exitCode()).isNotZero();
    }
  }

  @Test
  void itsJavaFindsItsClassesAndItsLibraries() {
    Assumptions.assumeTrue(Files.exists(IMAGE), "mvn -Pimage package builds " + IMAGE);
    Assumptions.assumeTrue(
        Lab.whyUnavailable().isEmpty(), () -> Lab.whyUnavailable().orElseThrow());
    try (Lab lab = Lab.start(LabOptions.defaults().withImage("ballast", IMAGE))) {
      lab.apply(POD).orThrow();
      lab.sh("kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/runtime --timeout=60s")
          .orThrow();
      assertThat(lab.kubectl("logs", "runtime").orThrow().out())
          .contains("java.home = /opt/java")
          .contains("java.class.path = /app/");
    }
  }

  @Test
  void itsStartUpCacheFitsItsClassesAndFlags() {
    Assumptions.assumeTrue(Files.exists(IMAGE), "mvn -Pimage package builds " + IMAGE);
    Assumptions.assumeTrue(
        Lab.whyUnavailable().isEmpty(), () -> Lab.whyUnavailable().orElseThrow());
    try (Lab lab = Lab.start(LabOptions.defaults().withImage("ballast", IMAGE))) {
      lab.apply(STRICT_POD).orThrow();
      var ended =
          lab.sh(
              "kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/strict --timeout=60s");
      String log = lab.kubectl("logs", "strict").said();
      assertThat(ended.exitCode()).as(log).isZero();
      assertThat(log).contains("ballast 0.1.0").doesNotContain("[warning][aot]");
    }
  }

  // By itself a JVM starts without a cache that does not fit, and says nothing.
  private static final String STRICT_POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: strict, namespace: default}
      spec:
        restartPolicy: Never
        containers:
          - name: main
            image: ghcr.io/ballast-dev/ballast:0.1.0
            args: [--version]
            env: [{name: JAVA_TOOL_OPTIONS, value: "-XX:AOTMode=on"}]
            securityContext: {readOnlyRootFilesystem: true}
            volumeMounts: [{name: tmp, mountPath: /tmp}]
        volumes: [{name: tmp, emptyDir: {}}]
      """;

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: runtime, namespace: default}
      spec:
        restartPolicy: Never
        containers:
          - name: main
            image: ghcr.io/ballast-dev/ballast:0.1.0
            command:
              - /opt/java/bin/java
              - -XX:+UseSerialGC
              - -cp
              - "@/app/jib-classpath-file"
              - -XshowSettings:properties
              - -version
            securityContext: {readOnlyRootFilesystem: true}
            volumeMounts: [{name: tmp, mountPath: /tmp}]
        volumes: [{name: tmp, emptyDir: {}}]
      """;
}
