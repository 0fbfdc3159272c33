package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.LabOptions;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * that proves itself to a real xDS server, real requests.
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
    lab.apply(BACKEND).orThrow();
    lab.sh("kubectl rollout status deployment/echo --timeout=60s").orThrow();
    Path directory = Files.createDirectories(folder.resolve("objects"));
    Files.writeString(directory.resolve("all.yaml"), GATEWAYS + BACKEND + ROUTE + slices());
    run = start(directory);

    // The bystander is of another class and stays as bare as it is.
    lab.apply(GATEWAYS).orThrow();
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
    lab.apply(TAKEN).orThrow();
    run = start(Files.createDirectories(folder.resolve("nothing")));
    lab.apply(GATEWAYS + GUESTS).orThrow();
    await("eg-ours", deployment -> true);

    // `taken` finds a Service of its name that somebody else made.
    await("taken-ours", deployment -> true);
    String service = lab.sh("kubectl get service taken-ours -o json").orThrow().out();
    assertThat(jq(service, ".spec.ports[0].port, .metadata.ownerReferences, .metadata.labels"))
        .isEqualTo("4711\nnull\nnull");

    // `own` brings its own Envoys, until it no longer does.
    assertThat(lab.kubectl("get", "deployment", "own-ours").exitCode()).isNotZero();
    lab.sh(
            "kubectl patch configmap own --type=merge -p"
                + " '{\"data\":{\"infrastructure\":\"Managed\",\"replicas\":\"3\"}}'")
        .orThrow();
    await("own-ours", deployment -> deployment.getSpec().getReplicas() == 3);

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
    lab.apply(SERVED_FROM_HERE).orThrow();
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

  /** The slice that the cluster made, for the directory. */
  private String slices() {
    return "---\n"
        + lab.sh("kubectl get endpointslice -l kubernetes.io/service-name=echo -o yaml")
            .orThrow()
            .out();
  }

  /** With what the ServiceAccount of the manifests may do, no more. */
  private Process start(Path directory) throws IOException {
    String token =
        lab.sh("kubectl -n ballast-system create token ballast --duration=1h")
            .orThrow()
            .out()
            .strip();
    Path own = Files.copy(lab.kubeconfig(), folder.resolve("kubeconfig"));
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
            InfrastructureRun.class.getName(),
            HERE,
            own.toString(),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(Path.of("target", "infrastructure-run.log").toFile())
        .start();
  }

  /** The Service that Envoys call leads to our process. */
  private static final String SERVED_FROM_HERE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: ballast-xds, namespace: ballast-system}
      spec:
        ports: [{name: xds, port: 18000, targetPort: 18000}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: ballast-xds-here
        namespace: ballast-system
        labels: {kubernetes.io/service-name: ballast-xds}
      addressType: IPv4
      ports: [{name: xds, port: 18000, protocol: TCP}]
      endpoints: [{addresses: [10.244.0.1], conditions: {ready: true}}]
      """;

  private static final String GATEWAYS =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: ours}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: theirs}
      spec: {controllerName: example.org/other}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg, namespace: default}
      spec:
        gatewayClassName: ours
        infrastructure: {labels: {team: edge}}
        listeners: [{name: http, protocol: HTTP, port: 80}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: bystander, namespace: default}
      spec:
        gatewayClassName: theirs
        listeners: [{name: http, protocol: HTTP, port: 80}]
      ---
      """;

  private static final String TAKEN =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: taken-ours, namespace: default}
      spec: {ports: [{port: 4711}]}
      """;

  private static final String GUESTS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: own, namespace: default}
      data: {infrastructure: None}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: own, namespace: default}
      spec:
        gatewayClassName: ours
        infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: own}}
        listeners: [{name: http, protocol: HTTP, port: 80}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: taken, namespace: default}
      spec:
        gatewayClassName: ours
        listeners: [{name: http, protocol: HTTP, port: 80}]
      """;

  private static final String BACKEND =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: echo, namespace: default}
      spec:
        replicas: 1
        selector: {matchLabels: {app: echo}}
        template:
          metadata: {labels: {app: echo}}
          spec:
            containers:
              - name: echo
                image: example/echo-basic:v1
                ports: [{containerPort: 3000}]
                env:
                  - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                  - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: echo, namespace: default}
      spec:
        selector: {app: echo}
        ports: [{name: http, port: 3000, targetPort: 3000}]
      ---
      """;

  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: echo, namespace: default}
      spec:
        parentRefs: [{name: eg}]
        rules: [{backendRefs: [{name: echo, port: 3000}]}]
      """;
}
