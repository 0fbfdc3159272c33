package dev.ballast.provider.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.sun.management.OperatingSystemMXBean;
import dev.ballast.engine.Change;
import dev.ballast.manifest.ManifestLoader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * No test, a measure: reads {@code routes} times four files of one object each, then renames one
 * file at a time into place and prints how long it takes until the engine would hear. Arguments:
 * routes, renames, and a folder that does not exist yet.
 */
final class ProviderSpeed {
  private ProviderSpeed() {}

  public static void main(String[] arguments) throws Exception {
    int routes = Integer.parseInt(arguments[0]);
    int renames = Integer.parseInt(arguments[1]);
    Path root = Path.of(arguments[2]);
    write(root, routes);
    for (int round = 0; round < 5; round++) {
      try (var cold =
          new DirectoryProvider(
              root, ManifestLoader.bundled(), changes -> {}, java.time.Duration.ofMillis(20))) {
        long begin = System.nanoTime();
        long cpu = cpu();
        cold.start();
        System.out.printf(
            "start %d: %d files, %.0f ms, of all processors %.0f ms%n",
            round, routes * 4, millis(begin), (cpu() - cpu) / 1e6);
      }
    }
    var heard = new SynchronousQueue<Long>();
    var first = new boolean[] {true};
    try (var provider =
        new DirectoryProvider(
            root,
            ManifestLoader.bundled(),
            changes -> {
              if (first[0]) {
                first[0] = false;
              } else {
                tell(heard, changes);
              }
            },
            java.time.Duration.ofMillis(20))) {
      provider.start();
      var took = new ArrayList<Double>();
      for (int i = 0; i < renames; i++) {
        Path target = root.resolve("slices/s" + (i * 7919) % routes + ".yaml");
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.writeString(temporary, slice((i * 7919) % routes, i + 1));
        long begin = System.nanoTime();
        Files.move(temporary, target, ATOMIC_MOVE);
        Long at = heard.poll(10, TimeUnit.SECONDS);
        if (at == null) {
          System.out.println("not heard of rename " + i);
        } else {
          took.add((at - begin) / 1e6);
        }
        TimeUnit.MILLISECONDS.sleep(3); // a measure of single changes, not of a flood
      }
      double[] sorted = took.stream().skip(renames / 3).mapToDouble(d -> d).sorted().toArray();
      System.out.printf(
          "rename to submit, last two thirds of %d, ms: min %.3f median %.3f p90 %.3f p99 %.3f max"
              + " %.3f%n",
          renames, sorted[0], at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
    }
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static void tell(SynchronousQueue<Long> heard, List<Change> changes) {
    try {
      long now = System.nanoTime();
      if (!changes.isEmpty()) {
        heard.put(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  private static void write(Path root, int routes) throws IOException {
    for (String folder : Arrays.asList("routes", "services", "slices", "policies")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (int i = 0; i < routes; i++) {
      Files.writeString(
          root.resolve("routes/r" + i + ".yaml"),
          """
          apiVersion: gateway.networking.k8s.io/v1
          kind: HTTPRoute
          metadata: {name: r%d, namespace: bench}
          spec:
            parentRefs: [{name: eg}]
            hostnames: ["r%d.example.com"]
            rules:
            - matches: [{path: {type: PathPrefix, value: /}}]
              backendRefs: [{name: s%d, port: 80}]
          """
              .formatted(i, i, i));
      Files.writeString(
          root.resolve("services/s" + i + ".yaml"),
          """
          apiVersion: v1
          kind: Service
          metadata: {name: s%d, namespace: bench}
          spec: {ports: [{name: http, port: 80, targetPort: 8080}]}
          """
              .formatted(i));
      Files.writeString(root.resolve("slices/s" + i + ".yaml"), slice(i, -1));
      Files.writeString(
          root.resolve("policies/p" + i + ".yaml"),
          """
          apiVersion: gateway.envoyproxy.io/v1alpha1
          kind: BackendTrafficPolicy
          metadata: {name: p%d, namespace: bench}
          spec:
            targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: r%d}]
            loadBalancer: {type: ConsistentHash, consistentHash: {type: Cookie, cookie: {name: c, ttl: 60s}}}
          """
              .formatted(i, i));
    }
  }

  private static String slice(int i, int version) {
    return """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: s%d-1, namespace: bench, labels: {kubernetes.io/service-name: s%d}}
    addressType: IPv4
    ports: [{name: http, port: 8080, protocol: TCP}]
    endpoints:
    - {addresses: ["10.0.0.%d"], conditions: {ready: true}}
    - {addresses: ["10.0.1.2"], conditions: {ready: true}}
    - {addresses: ["10.0.1.3"], conditions: {ready: true}}
    - {addresses: ["10.0.1.4"], conditions: {ready: true}}
    """
        .formatted(i, i, version % 250 + 1);
  }
}
