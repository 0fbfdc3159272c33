package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.app.Main;
import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Gateway and its Envoys, from birth to death: real API server with RBAC enforced, real Envoy
 * that proves itself to a real server, real requests.
 */
@Tag("lab")
class InfrastructureLabTest {
  private static final Path ROOT =
      Path.of(System.getProperty("ballast.root", "..")).toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 60;

  /** Where the lab's shell is, and with it our process. */
  private static final String HERE = "10.244.0.1";

  private final Lab lab;
  private final Path folder;
  private @Nullable Process run;

  InfrastructureLabTest(@TempDir Path folder) {
    Assumptions.assumeTrue(
        Lab.whyUnavailable().isEmpty(), () -> Lab.whyUnavailable().orElseThrow());
    this.folder = folder;
    this.lab = Lab.start(LabOptions.defaults());
  }

  @AfterEach
  void stop() {
    if (run != null) {
      run.destroy();
    }
    lab.close();
  }

  @Test
  void aGatewayBringsUpItsEnvoysAndTakesThemAlong() throws Exception {
    install();
    lab.apply(GatewayManifests.BACKEND).orThrow();
    lab.sh("kubectl rollout status deployment/echo --timeout=60s").orThrow();
    run = start();

    // The bystander is of another class and stays as bare as it is.
    lab.apply(GatewayManifests.GATEWAYS + GatewayManifests.ROUTE).orThrow();
    await("eg-ours", ready(1));
    String address =
        lab.sh(
                "for i in $(seq 100); do a=$(kubectl get service eg-ours"
                    + " -o jsonpath='{.status.loadBalancer.ingress[0].ip}');"
                    + " [ -n \"$a\" ] && break; sleep 0.1; done; echo -n $a")
            .orThrow()
            .out();
    assertThat(get(address)).contains("\"path\" : \"/hello\"");
    // The admin pages of an Envoy are for itself only; its numbers are for everybody.
    String pod =
        lab.sh("kubectl get pod -l gateway.networking.k8s.io/gateway-name=eg -o json")
            .orThrow()
            .out();
    String podIp = jq(pod, ".items[0].status.podIP");
    assertThat(lab.sh("curl -s -m 2 http://" + podIp + ":19000/").exitCode()).isEqualTo(7);
    String numbers = lab.sh("curl -sS http://" + podIp + ":19001/stats/prometheus").orThrow().out();
    assertThat(numbers).contains("envoy_control_plane_connected_state{} 1");
    assertThat(numbers).contains("envoy_cluster_ssl_handshake{envoy_cluster_name=\"xds_cluster\"}");
    assertThat(jq(pod, ".items[0].metadata.labels.team")).isEqualTo("edge");
    System.out.println(
        "zone of the Envoy's pod: "
            + jq(pod, ".items[0].metadata.labels[\"topology.kubernetes.io/zone\"]"));

    // Another's certificate does not help: the Secret of one Gateway, the name of another.
    assertThat(lab.kubectl("get", "deployment", "bystander-theirs").exitCode()).isNotZero();

    // More of them, by hand; nobody takes that back.
    lab.sh("kubectl scale deployment eg-ours --replicas=2").orThrow();
    await("eg-ours", ready(2));
    // Another port: the Service follows.
    lab.sh(
            "kubectl patch gateway eg --type=json -p"
                + " '[{\"op\":\"replace\",\"path\":\"/spec/listeners/0/port\",\"value\":8080}]'")
        .orThrow();
    lab.client()
        .services()
        .inNamespace("default")
        .withName("eg-ours")
        .waitUntilCondition(
            service -> service.getSpec().getPorts().getFirst().getPort() == 8080,
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
    await("eg-ours", ready(2));

    // Gone, and nothing else.
    lab.sh("kubectl delete gateway eg").orThrow();
    for (String kind :
        List.of("deployment", "service", "configmap", "secret", "serviceaccount", "pdb")) {
      lab.sh("kubectl wait --for=delete " + kind + "/eg-ours --timeout=60s").orThrow();
    }
    assertThat(lab.kubectl("get", "deployment", "echo").exitCode()).isZero();
    assertThat(lab.kubectl("get", "service", "echo").exitCode()).isZero();
  }

  @Test
  void whatIsNotOursStaysAndWhatIsNoLongerOursGoes() throws Exception {
    install();
    lab.apply(GatewayManifests.TAKEN).orThrow();
    run = start();
    lab.apply(GatewayManifests.GATEWAYS + GatewayManifests.GUESTS).orThrow();
    await("eg-ours", deployment -> true);

    // `taken` finds a Service of its name that somebody else made.
    await("taken-ours", deployment -> true);
    String service = lab.sh("kubectl get service taken-ours -o json").orThrow().out();
    assertThat(jq(service, ".spec.ports[0].port, .metadata.ownerReferences, .metadata.labels"))
        .isEqualTo("4711\nnull\nnull");

    // `own` brings its own Envoys, until it no longer does.
    assertThat(lab.kubectl("get", "deployment", "own-ours").exitCode()).isNotZero();
    lab.sh("kubectl annotate gatewayclass ours looked-at=again").orThrow();
    parameters("{infrastructure: Managed, replicas: '3'}");
    long begin = System.nanoTime();
    await("own-ours", deployment -> deployment.getSpec().getReplicas() == 3);
    System.out.printf(
        "ConfigMap changed to Envoys' Deployment made: %d ms%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));

    // Meanwhile it has looked at `eg` again, and found nothing to write.
    for (String kind :
        List.of(
            "deployments", "services", "configmaps", "serviceaccounts", "poddisruptionbudgets")) {
      assertThat(writes(kind, "eg-ours")).as(kind).isEqualTo(1);
    }
    assertThat(writes("secrets", "eg-ours")).isEqualTo(1);

    // `eg` is handed over to another controller.
    lab.sh(
            "kubectl patch gateway eg --type=merge -p"
                + " '{\"spec\":{\"gatewayClassName\":\"theirs\"}}'")
        .orThrow();
    for (String kind : List.of("deployment", "service", "configmap", "serviceaccount", "pdb")) {
      lab.sh("kubectl wait --for=delete " + kind + "/eg-ours --timeout=60s").orThrow();
    }
    assertThat(lab.kubectl("get", "gateway", "eg").exitCode()).isZero();
    assertThat(lab.kubectl("get", "deployment", "own-ours").exitCode()).isZero();
  }

  @Test
  void parametersThatCannotBeUsedAreToldAndWhatRunsRunsOn() throws Exception {
    install();
    run = start();
    lab.apply(GatewayManifests.GATEWAYS + GatewayManifests.GUESTS).orThrow();
    awaitAccepted("gateway/own", "True", "Accepted");
    awaitAccepted("gatewayclass/ours", "True", "Accepted");

    // Nothing runs, so nothing is made of what is half right.
    parameters("{infrastructure: Managed, replicas: many}");
    awaitAccepted("gateway/own", "False", "InvalidParameters");
    String described = lab.sh("kubectl describe gateway own").orThrow().out();
    assertThat(described)
        .contains(
            "ConfigMap default/own, data.replicas: \"many\" is no whole number from 0 to 1000");
    assertThat(lab.kubectl("get", "deployment", "own-ours").exitCode()).isNotZero();

    parameters("{replicas: '2', serviceType: ClusterIP}");
    awaitAccepted("gateway/own", "True", "Accepted");
    await("own-ours", deployment -> deployment.getSpec().getReplicas() == 2);

    // What runs stays as it is, also for a server that never saw anything better.
    lab.kubectl("delete", "configmap", "own").orThrow();
    awaitAccepted("gateway/own", "False", "InvalidParameters");
    var first = Objects.requireNonNull(run);
    first.descendants().forEach(ProcessHandle::destroy);
    assertThat(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    run = start();
    lab.sh(
            "kubectl patch gateway own --type=json -p"
                + " '[{\"op\":\"replace\",\"path\":\"/spec/listeners/0/port\",\"value\":8080}]'")
        .orThrow();
    lab.client()
        .services()
        .inNamespace("default")
        .withName("own-ours")
        .waitUntilCondition(
            service -> service.getSpec().getPorts().getFirst().getPort() == 8080,
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
    assertThat(lab.sh("kubectl get service/own-ours deployment/own-ours -o json").orThrow().out())
        .satisfies(
            both ->
                assertThat(jq(both, ".items[0].spec.type, .items[1].spec.replicas"))
                    .isEqualTo("ClusterIP\n2"));

    // A class has a verdict of its own, and its Gateways tell it too.
    lab.sh(
            "kubectl patch gatewayclass ours --type=merge -p '{\"spec\":{\"parametersRef\":"
                + "{\"group\":\"\",\"kind\":\"ConfigMap\",\"name\":\"all\",\"namespace\":\"default\"}}}'")
        .orThrow();
    awaitAccepted("gatewayclass/ours", "False", "InvalidParameters");
    awaitAccepted("gateway/eg", "False", "InvalidParameters");
    lab.sh("kubectl create configmap all --from-literal=concurrency=1").orThrow();
    awaitAccepted("gatewayclass/ours", "True", "Accepted");
    awaitAccepted("gateway/eg", "True", "Accepted");
  }

  private void awaitAccepted(String object, String status, String reason) {
    String condition = "{.status.conditions[?(@.type==\"Accepted\")].%s}";
    lab.sh(
            ("kubectl wait --timeout=60s %1$s --for=jsonpath='%2$s'=%3$s"
                    + " && kubectl wait --timeout=60s %1$s --for=jsonpath='%4$s'=%5$s")
                .formatted(
                    object,
                    condition.formatted("status"),
                    status,
                    condition.formatted("reason"),
                    reason))
        .orThrow();
  }

  /** What the ConfigMap of Gateway `own` says from now on, and nothing else. */
  private void parameters(String data) {
    lab.apply(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: own, namespace: default}
            data: %s
            """
                .formatted(data))
        .orThrow();
  }

  /** How often our process wrote an object, its creation included. */
  private long writes(String kind, String name) throws IOException {
    return Files.readAllLines(lab.auditLog()).stream()
        .filter(
            line -> line.contains("\"username\":\"system:serviceaccount:ballast-system:ballast\""))
        .filter(line -> line.contains("\"resource\":\"" + kind + "\""))
        .filter(line -> line.contains("\"name\":\"" + name + "\""))
        .filter(line -> line.matches(".*\"verb\":\"(create|patch|update)\".*"))
        .filter(line -> !line.contains("\"stage\":\"RequestReceived\""))
        .count();
  }

  private void install() {
    lab.sh("kubectl apply --server-side -k " + ROOT.resolve("manifests/gateway-api")).orThrow();
    lab.sh("kubectl wait --for=condition=Established crd --all --timeout=60s").orThrow();
    lab.sh("kubectl apply --server-side -k " + ROOT.resolve("manifests/overlays/default"))
        .orThrow();
    lab.sh("kubectl -n ballast-system delete service ballast-xds").orThrow();
    lab.apply(GatewayManifests.SERVED_FROM_HERE).orThrow();
  }

  private String get(String address) {
    return lab.sh(
            "curl -sS --retry 20 --retry-all-errors --retry-delay 1 -f -H 'Host: www.example.com'"
                + " http://"
                + address
                + "/hello")
        .orThrow()
        .out();
  }

  private String jq(String json, String path) {
    return lab.command("jq", "-r", path).reading(json).run().orThrow().out().strip();
  }

  private static Predicate<Deployment> ready(int replicas) {
    return deployment ->
        deployment.getStatus() != null
            && Integer.valueOf(replicas).equals(deployment.getStatus().getReadyReplicas())
            && Integer.valueOf(replicas).equals(deployment.getStatus().getUpdatedReplicas());
  }

  private void await(String deployment, Predicate<Deployment> condition) {
    lab.client()
        .apps()
        .deployments()
        .inNamespace("default")
        .withName(deployment)
        .waitUntilCondition(
            seen -> seen != null && condition.test(seen), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** With what the ServiceAccount of the manifests may do, no more. */
  private Process start() throws IOException {
    String token =
        lab.sh("kubectl -n ballast-system create token ballast --duration=1h")
            .orThrow()
            .out()
            .strip();
    Path own =
        Files.copy(
            lab.kubeconfig(), folder.resolve("kubeconfig"), StandardCopyOption.REPLACE_EXISTING);
    String edited =
        lab.sh(
                "export KUBECONFIG="
                    + own
                    + "; kubectl config set-credentials ballast --token="
                    + token
                    + " && kubectl config set-context --current --user=ballast")
            .orThrow()
            .out();
    assertThat(edited).contains("modified");
    return lab.process(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--kubeconfig=" + own,
            "--xds=" + HERE + ":18000",
            "--admin=" + HERE + ":0",
            "--pod-name=here",
            "--no-webhook",
            "--no-leader-election",
            "--drain=0")
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(Path.of("target", "infrastructure-run.log").toFile()))
        .start();
  }
}
