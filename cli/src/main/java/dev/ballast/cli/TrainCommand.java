package dev.ballast.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.bench.ServeRehearsal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * What the launcher runs once to learn which classes a command needs; the JVM notes them at exit.
 * Good and bad input in every form, so that the unhappy ways are fast too.
 */
@Command(name = "train", hidden = true, description = "Runs what the start-up cache should hold.")
final class TrainCommand implements Callable<Integer> {
  private static final String SAMPLE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: eg}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg, namespace: default}
      spec:
        gatewayClassName: eg
        listeners: [{name: http, protocol: HTTP, port: 80}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: shop, namespace: default}
      spec:
        parentRefs: [{name: eg}]
        hostnames: ["www.example.com"]
        rules:
        - matches: [{path: {type: PathPrefix, value: /}}]
          backendRefs: [{name: backend, port: 3000}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: backend, namespace: default}
      spec:
        ports: [{name: http, port: 3000}]
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: backend-1
        namespace: default
        labels: {kubernetes.io/service-name: backend}
      addressType: IPv4
      ports: [{name: http, port: 3000, protocol: TCP}]
      endpoints: [{addresses: ["10.0.0.1"], conditions: {ready: true}}]
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata: {name: sticky, namespace: default}
      spec:
        targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: shop}]
        loadBalancer:
          type: ConsistentHash
          consistentHash: {type: Cookie, cookie: {name: FooBar, ttl: 60s}}
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata: {name: wrong, namespace: default}
      spec:
        targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: gone}]
        loadBalancer:
          type: RoundRobbin
          consistentHash: {type: Header, tabelSize: 65536}
      """;

  private final Screen screen;

  TrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    run("--version");
    run("--help");
    for (String format : new String[] {"text", "json", "sarif", "github", "junit"}) {
      run("validate", "-", "-o", format);
    }
    run("translate", "-", "-o", "json");
    run("translate", "-", "-o", "yaml");
    run("explain", "unknown-field");
    run("explain", "spec.loadBalancer.type");
    run("no-such-command");
    serve();
    screen.err().println("trained");
    return ExitCode.CLEAN;
  }

  private void serve() throws InterruptedException {
    try {
      ServeRehearsal.play();
    } catch (IOException e) {
      // No folder or no port to be had: the other commands are trained all the same.
      screen.err().println("`serve` could not be rehearsed: " + e);
    }
  }

  private void run(String... arguments) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    var input = new ByteArrayInputStream(SAMPLE.getBytes(UTF_8));
    Ballast.run(new Screen(input, nowhere, nowhere, true, false), arguments);
  }
}
