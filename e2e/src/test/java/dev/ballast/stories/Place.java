package dev.ballast.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.Lab;
import dev.ballast.lab.process.Ran;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A namespace of one story's own. kubectl speaks of it unless told otherwise. */
final class Place implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Installed installed;
  private final String name;

  private Place(Installed installed, String name) {
    this.installed = installed;
    this.name = name;
  }

  static Place open(Installed installed, String name) {
    installed.lab().kubectl("create", "namespace", name).orThrow();
    return new Place(installed, name);
  }

  String name() {
    return name;
  }

  Lab lab() {
    return installed.lab();
  }

  /** A Gateway {@code eg} of the class {@code ballast}, with its Envoys ready to serve. */
  Place withGateway() {
    apply(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: eg}
        spec:
          gatewayClassName: ballast
          listeners: [{name: http, port: 80, protocol: HTTP}]
        """);
    kubectl("wait --for=condition=Programmed gateway/eg --timeout=90s").orThrow();
    return this;
  }

  /** A Deployment of echo pods behind a Service of the same name, port 3000; returns when ready. */
  Place withBackend(String backend, int replicas) {
    apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s}
        spec:
          selector: {app: %1$s}
          ports: [{name: http, port: 3000, targetPort: 3000}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: %2$d
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec:
              containers:
                - name: echo
                  image: gcr.io/k8s-staging-gateway-api/echo-basic:latest
                  ports: [{containerPort: 3000}]
                  env:
                    - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                    - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
        """
            .formatted(backend, replicas));
    kubectl("rollout status deployment/%s --timeout=90s".formatted(backend)).orThrow();
    return this;
  }

  /** An HTTPRoute for the paths below its name, to a backend. */
  static String route(String route, String backend) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: %1$s}
    spec:
      parentRefs: [{name: eg}]
      hostnames: [www.example.com]
      rules:
        - matches: [{path: {type: PathPrefix, value: /%1$s}}]
          backendRefs: [{name: %2$s, port: 3000}]
    """
        .formatted(route, backend);
  }

  /**
   * @param loadBalancer such as {@code {type: RoundRobin}}
   */
  static String policy(String policy, String targetKind, String target, String loadBalancer) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata: {name: %s}
    spec:
      targetRefs: [{group: gateway.networking.k8s.io, kind: %s, name: %s}]
      loadBalancer: %s
    """
        .formatted(policy, targetKind, target, loadBalancer);
  }

  /** What {@code kubectl apply} says; not checked. */
  Ran tryApply(String yaml, String... more) {
    var words = new ArrayList<>(List.of("kubectl", "-n", name, "apply", "-f", "-"));
    words.addAll(List.of(more));
    return lab().command(words.toArray(String[]::new)).reading(yaml).run();
  }

  Ran apply(String yaml) {
    return tryApply(yaml).orThrow();
  }

  /**
   * @param arguments as typed in a shell
   */
  Ran kubectl(String arguments) {
    return lab().sh("kubectl -n " + name + " " + arguments);
  }

  /** What a JSONPath finds in an object; empty when there is no such object. */
  String read(String object, String path) {
    return kubectl("get %s -o jsonpath='%s' --ignore-not-found".formatted(object, path))
        .out()
        .strip();
  }

  /** A field of a condition of the first ancestor of a policy. */
  String ofPolicy(String policy, String type, String field) {
    return read(
        "btp/" + policy,
        "{.status.ancestors[0].conditions[?(@.type==\"%s\")].%s}".formatted(type, field));
  }

  /** Waits until a policy has this condition, by reason. */
  void awaitPolicy(String policy, String type, String reason) {
    await(
        () -> ofPolicy(policy, type, "reason"),
        reason::equals,
        "%s of btp/%s to become %s".formatted(type, policy, reason));
  }

  /** Where the Gateway's Envoys are reached. */
  String gatewayHost() {
    return read("gateway/eg", "{.status.addresses[0].value}");
  }

  /** The pod that answers, or the status when it is not 200. */
  String ask(String path) {
    return lab()
        .sh(
            """
            body=$(curl -s -m 5 -w '\\n%%{http_code}' -H 'Host: www.example.com' http://%s%s)
            code=$(echo "$body" | tail -n 1)
            if [ "$code" = 200 ]; then echo "$body" | sed '$d' | jq -r .pod; else echo "$code"; fi\
            """
                .formatted(gatewayHost(), path))
        .out()
        .strip();
  }

  /** Looks until it sees what is expected, and returns how long that took. */
  static Duration await(Supplier<String> look, Predicate<String> expected, String what) {
    Instant start = Instant.now();
    Optional<String> seen = Optional.empty();
    while (Duration.between(start, Instant.now()).compareTo(PATIENCE) < 0) {
      String now = look.get();
      if (expected.test(now)) {
        return Duration.between(start, Instant.now());
      }
      seen = Optional.of(now);
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(seen).as("waited in vain for " + what).isEmpty();
    throw new IllegalStateException("unreachable");
  }

  @Override
  public void close() {
    // Its Envoys take a while to leave; the next story needs not wait for that.
    lab().kubectl("delete", "namespace", name, "--wait=false");
  }
}
