package dev.ballast.e2e;

import dev.ballast.traffic.EchoBackend;
import java.util.List;

/** The YAML of stories. */
public final class Manifests {
  private Manifests() {}

  public static String front() {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata:
      name: ballast
    spec:
      controllerName: ballast.dev/gatewayclass-controller
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata:
      name: front
      namespace: shop
    spec:
      gatewayClassName: ballast
      listeners:
        - name: http
          protocol: HTTP
          port: 80
    """;
  }

  /** A Service with a slice for each backend, since each has a port of its own. */
  public static String service(String name, List<EchoBackend> backends) {
    var text =
        new StringBuilder(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: %s
              namespace: shop
            spec:
              ports:
                - name: http
                  port: 80
            """
                .formatted(name));
    for (EchoBackend backend : backends) {
      text.append(
          """
          ---
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata:
            name: %s-%s
            namespace: shop
            labels:
              kubernetes.io/service-name: %s
          addressType: IPv4
          ports:
            - name: http
              port: %d
              protocol: TCP
          endpoints:
            - addresses: ["%s"]
              conditions: {ready: true}
          """
              .formatted(
                  name,
                  backend.pod(),
                  name,
                  backend.address().getPort(),
                  backend.address().getAddress().getHostAddress()));
    }
    return text.toString();
  }

  /** A route at {@code /name} to Service {@code cart}. */
  public static String route(String name) {
    return route(name, "        - {name: cart, port: 80}\n");
  }

  public static String route(String name, String backendRefs) {
    return route(name, "{type: PathPrefix, value: /%s}".formatted(name), backendRefs);
  }

  /**
   * @param path the match
   * @param backendRefs a line for each
   */
  public static String route(String name, String path, String backendRefs) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata:
      name: %s
      namespace: shop
    spec:
      parentRefs:
        - name: front
      hostnames: ["www.example.com"]
      rules:
        - matches:
            - path: %s
          backendRefs:
    """
            .formatted(name, path)
        + backendRefs;
  }

  /**
   * A policy on the route of the same name.
   *
   * @param loadBalancer the YAML of {@code spec.loadBalancer}, not indented; empty leaves the field
   *     out
   */
  public static String policy(String name, String loadBalancer) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata:
      name: %s
      namespace: shop
    spec:
      targetRefs:
        - group: gateway.networking.k8s.io
          kind: HTTPRoute
          name: %s
    """
            .formatted(name, name)
        + (loadBalancer.isEmpty() ? "" : "  loadBalancer:\n" + loadBalancer.indent(4));
  }
}
