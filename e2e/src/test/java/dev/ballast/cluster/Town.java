package dev.ballast.cluster;

import dev.ballast.app.KubernetesOptions;
import dev.ballast.app.KubernetesServer;
import dev.ballast.engine.EngineListener;
import dev.ballast.lab.Lab;
import dev.ballast.lab.process.Ran;
import dev.ballast.server.ServerOptions;
import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.translation.TranslationOptions;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A namespace of one story's own, and a server that watches the whole cluster. */
final class Town implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path MANIFESTS = Path.of("..", "manifests");

  private final Lab lab;
  private final String name;
  private final KubernetesClient client;
  private KubernetesServer server;

  private Town(Lab lab, String name, KubernetesClient client, KubernetesServer server) {
    this.lab = lab;
    this.name = name;
    this.client = client;
    this.server = server;
  }

  /** With the kinds installed, a GatewayClass of ours and a Gateway {@code eg}. */
  static Town open(Lab lab, String name, Map<String, Integer> listenerPorts) throws IOException {
    install(lab);
    lab.kubectl("create", "namespace", name).orThrow();
    var client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(lab.client().getConfiguration())
                    .withWatchReconnectInterval(100)
                    .build())
            .build();
    var town = new Town(lab, name, client, server(client, listenerPorts));
    town.apply(front());
    return town;
  }

  static void install(Lab lab) throws IOException {
    for (String folder : new String[] {"gateway-api", "crds"}) {
      try (var files = Files.list(MANIFESTS.resolve(folder))) {
        for (Path file :
            files
                .filter(
                    f ->
                        f.getFileName().toString().contains("k8s.io_")
                            || f.getFileName().toString().contains("envoyproxy.io_"))
                .sorted()
                .toList()) {
          lab.command("kubectl", "apply", "--server-side", "-f", "-")
              .reading(Files.readString(file))
              .run()
              .orThrow();
        }
      }
    }
    lab.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s").orThrow();
  }

  private static KubernetesServer server(
      KubernetesClient client, Map<String, Integer> listenerPorts) throws IOException {
    var options =
        KubernetesOptions.alone()
            .withServer(
                ServerOptions.onLoopback()
                    .withServes("the lab")
                    .withTranslation(
                        new TranslationOptions(Set.of(TranslationOptions.BALLAST), listenerPorts)));
    return new KubernetesServer(options, client);
  }

  static String front() {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata: {name: ballast}
    spec: {controllerName: ballast.dev/gatewayclass-controller}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: eg}
    spec:
      gatewayClassName: ballast
      listeners: [{name: http, port: 80, protocol: HTTP}]
    """;
  }

  /** Route {@code NAME}, for paths below it, to Service {@code backend}. */
  static String route(String route) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %1$s}
    spec:
      parentRefs: [{name: eg}]
      hostnames: [www.example.com]
      rules:
        - matches: [{path: {type: PathPrefix, value: /%1$s}}]
          backendRefs: [{name: backend, port: 80}]
    """
        .formatted(route);
  }

  static String policy(String policy, String kind, String target, String loadBalancer) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata: {name: %s}
    spec:
      targetRefs: [{group: gateway.networking.k8s.io, kind: %s, name: %s}]
      loadBalancer: %s
    """
        .formatted(policy, kind, target, loadBalancer);
  }

  static String backend(String... addresses) {
    var endpoints = new StringBuilder();
    for (String address : addresses) {
      endpoints.append("  - {addresses: [%s], conditions: {ready: true}}\n".formatted(address));
    }
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: backend}
    spec: {ports: [{name: http, port: 80, targetPort: 3000}]}
    ---
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: backend-1, labels: {kubernetes.io/service-name: backend}}
    addressType: IPv4
    ports: [{name: http, port: 3000, protocol: TCP}]
    endpoints:
    """
        + endpoints;
  }

  Town start() throws IOException {
    server.start();
    return this;
  }

  /** Ends the server and starts another one. */
  void restart(Map<String, Integer> listenerPorts) throws IOException {
    server.close();
    server = server(client, listenerPorts);
    server.start();
  }

  Town heardBy(EngineListener listener) {
    server.server().engine().listenedBy(listener);
    return this;
  }

  KubernetesServer server() {
    return server;
  }

  KubernetesClient client() {
    return client;
  }

  Lab lab() {
    return lab;
  }

  String name() {
    return name;
  }

  void apply(String yaml) {
    lab.command("kubectl", "apply", "-n", name, "-f", "-").reading(yaml).run().orThrow();
  }

  Ran kubectl(String command) {
    return lab.sh("kubectl -n " + name + " " + command).orThrow();
  }

  /** What a JSON path of an object says now. */
  String read(String object, String path) {
    return lab.sh("kubectl -n %s get %s -o jsonpath='%s'".formatted(name, object, path)).out();
  }

  /** Waits as a user would, until a JSON path of an object says this. */
  void awaitSaid(String object, String path, String value) {
    Ran ran =
        lab.sh(
            "kubectl -n %s wait %s --for=jsonpath='%s'='%s' --timeout=30s"
                .formatted(name, object, path, value));
    if (ran.exitCode() != 0) {
      throw new AssertionError(
          ran.said() + "\n" + lab.sh("kubectl -n " + name + " get " + object + " -o yaml").said());
    }
  }

  void awaitCondition(String object, String list, String type, String reason) {
    awaitSaid(
        object,
        "{.status.%s[0].conditions[?(@.type==\"%s\")].reason}".formatted(list, type),
        reason);
  }

  Node status(String object) {
    String json = lab.sh("kubectl -n " + name + " get " + object + " -o json").orThrow().out();
    return ((Node.ObjectNode) JsonReader.read(json)).get("status").orElseThrow();
  }

  /** The sum of a number of {@code /metrics}, over all labels that match. */
  double metric(String pattern) {
    String page = page("/metrics");
    Matcher lines = Pattern.compile("(?m)^" + pattern + "\\S* ([0-9.E+-]+)$").matcher(page);
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1));
    }
    return sum;
  }

  double statusWrites() {
    return metric("ballast_operator_statuses_total\\{\\S*result=\"written\"");
  }

  String page(String path) {
    var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.server().adminPort(), path));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, BooleanSupplier holds) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited " + PATIENCE + " for " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    server.close();
    client.close();
    lab.kubectl("delete", "namespace", name, "--wait=false");
  }
}
