package dev.ballast.demo;

import dev.ballast.traffic.EchoBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A folder with everything one demo is made of, for the reader to look at and to edit: the objects
 * in {@code objects/}, Envoy's bootstrap and log in {@code envoy/}.
 */
record WorkFolder(Path root) {

  static WorkFolder create() throws IOException {
    var folder = new WorkFolder(Files.createTempDirectory("ballast-demo-"));
    Files.createDirectories(folder.objects());
    Files.createDirectories(folder.envoy());
    return folder;
  }

  Path objects() {
    return root.resolve("objects");
  }

  Path envoy() {
    return root.resolve("envoy");
  }

  void copySample(String file) throws IOException {
    String resource = "samples/load-balancing/" + file;
    try (InputStream sample = WorkFolder.class.getResourceAsStream(resource)) {
      if (sample == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      Files.copy(sample, objects().resolve(file));
    }
  }

  /** The part of a sample that says how to balance; a comment where it says nothing. */
  String loadBalancerOf(String file) throws IOException {
    List<String> policy =
        Files.readAllLines(objects().resolve(file)).stream()
            .takeWhile(line -> !line.equals("---"))
            .toList();
    int start = policy.indexOf("  loadBalancer:");
    return start < 0
        ? "# no loadBalancer\n"
        : String.join("\n", policy.subList(start, policy.size())).stripIndent() + "\n";
  }

  /**
   * What the samples take for granted: a Gateway, and a Service with an endpoint for each backend.
   */
  void writePrerequisites(List<EchoBackend> backends, String controllerName) throws IOException {
    var text =
        new StringBuilder(
            """
            # What the walk-through takes for granted. In a cluster, an administrator and the Service's
            # pods would provide it.
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata:
              name: eg
            spec:
              controllerName: %s
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata:
              name: eg
              namespace: default
            spec:
              gatewayClassName: eg
              listeners:
                - name: http
                  protocol: HTTP
                  port: 80
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: backend
              namespace: default
            spec:
              selector:
                app: backend
              ports:
                - name: http
                  port: 3000
                  targetPort: 3000
            """
                .formatted(controllerName));
    for (EchoBackend backend : backends) {
      text.append(
          """
          ---
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            name: %s
            namespace: default
            labels:
              kubernetes.io/service-name: backend
          addressType: IPv4
          ports:
            - name: http
              port: %d
              protocol: TCP
          endpoints:
            - addresses: ["%s"]
              conditions: {ready: true, serving: true, terminating: false}
              targetRef: {kind: Pod, name: %s, namespace: default}
          """
              .formatted(
                  backend.pod(),
                  backend.address().getPort(),
                  backend.address().getAddress().getHostAddress(),
                  backend.pod()));
    }
    Files.writeString(objects().resolve("prerequisites.yaml"), text);
  }

  void delete() throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
