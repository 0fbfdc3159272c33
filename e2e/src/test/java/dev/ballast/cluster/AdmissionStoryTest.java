package dev.ballast.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabExtension;
import dev.ballast.lab.process.Ran;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code kubectl} is told, by way of a real API server. */
@Tag("lab")
@ExtendWith(LabExtension.class)
class AdmissionStoryTest {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Lab lab;
  private final String place;
  private final Process webhook;

  AdmissionStoryTest(Lab lab, TestInfo test) throws IOException {
    this.lab = lab;
    place = "admission-" + Integer.toHexString(test.getDisplayName().hashCode());
    Town.install(lab);
    lab.kubectl("create", "namespace", place).orThrow();
    lab.apply(configurations()).orThrow();
    webhook =
        lab.process(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WebhookProcess.class.getName(),
                place,
                place)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said =
        new BufferedReader(new InputStreamReader(webhook.getInputStream(), StandardCharsets.UTF_8));
    String line = "";
    while (!line.startsWith("webhook ")) {
      line = Objects.requireNonNull(said.readLine(), "the webhook has ended");
    }
    assertThat(line).endsWith(" well");
    String port = line.split(" ", -1)[1];
    lab.apply(service(port)).orThrow();
    await(() -> !bundle("mutating").isEmpty() && !bundle("validating").isEmpty());
  }

  @AfterEach
  void end() {
    // The process itself is behind the one that leads into the lab.
    webhook.descendants().forEach(ProcessHandle::destroy);
    webhook.destroy();
    lab.kubectl("delete", "mutatingwebhookconfiguration", place);
    lab.kubectl("delete", "validatingwebhookconfiguration", place);
    lab.kubectl("delete", "namespace", place, "--wait=false");
  }

  @Test
  void kubectlHearsRefusalsDefaultsAndWarnings() {
    Ran refused =
        apply(
            """
            loadBalancer:
              type: ConsistentHash
              consistentHash: {type: Cookie, cookie: {name: my cookie, ttl: 10s}, tableSize: 100}
            """);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("The BackendTrafficPolicy \"sticky\" is invalid:")
        .containsSubsequence(
            "* spec.loadBalancer.consistentHash.cookie.name: the cookie name contains a space",
            "[cookie-name]",
            "* spec.loadBalancer.consistentHash.tableSize: table size must be a prime number",
            "[hash-table-prime]");
    Ran created = apply("useClientProtocol: false");
    assertThat(created.out()).contains("backendtrafficpolicy.gateway.envoyproxy.io/sticky created");
    assertThat(created.err().lines().filter(line -> line.contains("[target-not-found]")))
        .as("both doors say it, the API server once")
        .hasSize(1);
    assertThat(read("{.spec.loadBalancer}")).isEqualTo("{\"type\":\"LeastRequest\"}");
    assertThat(apply("useClientProtocol: false").out()).contains("sticky unchanged");

    assertThat(apply("mergeType: StrategicMerge", "--dry-run=server", "-o", "json").out())
        .contains("StrategicMerge");
    assertThat(apply("loadBalancer: {type: R}", "--dry-run=server").err())
        .contains("spec.loadBalancer.type: ");
  }

  @Test
  void aNewAuthorityAndALostBundleArePutRight() throws IOException {
    String first = bundle("mutating");
    assertThat(new String(Base64.getDecoder().decode(first), StandardCharsets.US_ASCII))
        .startsWith("-----BEGIN CERTIFICATE-----");
    lab.apply(configurations()).orThrow();
    lab.kubectl(
            "patch",
            "mutatingwebhookconfiguration",
            place,
            "--type=json",
            "-p",
            "[{\"op\":\"remove\",\"path\":\"/webhooks/0/clientConfig/caBundle\"}]")
        .orThrow();
    await(() -> bundle("mutating").equals(first));

    lab.kubectl("-n", place, "delete", "secret", "ballast-authority").orThrow();
    await(() -> !bundle("mutating").equals(first) && !bundle("validating").equals(first));
    Secret secret = lab.client().secrets().inNamespace(place).withName("ballast-authority").get();
    assertThat(bundle("validating")).isEqualTo(secret.getData().get("ca.crt"));
    await(() -> apply("useClientProtocol: false").exitCode() == 0);
  }

  private Ran apply(String spec, String... more) {
    String policy =
        """
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: BackendTrafficPolicy
        metadata: {name: sticky}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}]
        """
            + spec.indent(2);
    var words = new ArrayList<>(List.of("kubectl", "apply", "-n", place, "-f", "-"));
    words.addAll(List.of(more));
    return lab.command(words.toArray(String[]::new)).reading(policy).run();
  }

  private String read(String path) {
    return lab.kubectl("-n", place, "get", "btp", "sticky", "-o", "jsonpath=" + path)
        .orThrow()
        .out()
        .strip();
  }

  private String bundle(String door) {
    return lab.kubectl(
            "get",
            door + "webhookconfiguration",
            place,
            "-o",
            "jsonpath={.webhooks[0].clientConfig.caBundle}")
        .orThrow()
        .out()
        .strip();
  }

  /** Those of the manifests, for this namespace only. */
  private String configurations() throws IOException {
    return Files.readString(Path.of("..", "manifests", "base", "admission.yaml"))
        .replace("  name: ballast\n", "  name: " + place + "\n")
        .replace("namespace: ballast-system", "namespace: " + place)
        .replace("key: ballast.dev/admission", "key: kubernetes.io/metadata.name")
        .replace("operator: NotIn", "operator: In")
        .replace("values: [\"off\"]", "values: [" + place + "]");
  }

  private String service(String port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: ballast-webhook, namespace: %1$s}
    spec: {ports: [{name: webhook, port: 443, targetPort: %2$s}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata:
      name: ballast-webhook-1
      namespace: %1$s
      labels: {kubernetes.io/service-name: ballast-webhook}
    addressType: IPv4
    ports: [{name: webhook, port: %2$s, protocol: TCP}]
    endpoints: [{addresses: [10.244.0.1], conditions: {ready: true}}]
    """
        .formatted(place, port);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
