package dev.ballast.bench;

import java.util.List;

/** The manifests of the world as text. Same arguments, same bytes. */
final class WorldText {
  static final String NAMESPACE = "bench";
  static final String GATEWAY = NAMESPACE + "/front";
  static final String LISTENER = GATEWAY + "/http";

  /** Routes that share a hostname, and so a virtual host in Envoy. */
  private static final int ROUTES_OF_A_HOST = 100;

  private WorldText() {}

  static String name(int route) {
    return "r%05d".formatted(route);
  }

  static String host(int route) {
    return "h%03d.bench.example".formatted(route / ROUTES_OF_A_HOST);
  }

  static String front(String controllerName) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata:
      name: bench
    spec:
      controllerName: %s
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata:
      name: front
      namespace: bench
    spec:
      gatewayClassName: bench
      listeners:
        - name: http
          protocol: HTTP
          port: 80
    """
        .formatted(controllerName);
  }

  /** One rule: what is below {@code /name} goes to the Service of the same name. */
  static String route(String name, String host) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata:
      name: %s
      namespace: bench
    spec:
      parentRefs:
        - name: front
      hostnames:
        - %s
      rules:
        - matches:
            - path:
                type: PathPrefix
                value: /%s
          backendRefs:
            - name: %s
              port: 80
    """
        .formatted(name, host, name, name);
  }

  static String policy(String name, String loadBalancer) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: BackendTrafficPolicy
    metadata:
      name: %s
      namespace: bench
    spec:
      targetRefs:
        - group: gateway.networking.k8s.io
          kind: HTTPRoute
          name: %s
      loadBalancer:
    """
            .formatted(name, name)
        + loadBalancer.indent(4);
  }

  static String service(String name, int port) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: %s
      namespace: bench
    spec:
      ports:
        - name: http
          port: 80
          targetPort: %d
    """
        .formatted(name, port);
  }

  static String slice(String name, int port, List<String> addresses) {
    var text =
        new StringBuilder(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: %s-1
              namespace: bench
              labels:
                kubernetes.io/service-name: %s
            addressType: IPv4
            ports:
              - name: http
                port: %d
                protocol: TCP
            endpoints:
            """
                .formatted(name, name, port));
    for (String address : addresses) {
      text.append("  - addresses: [\"%s\"]\n    conditions: {ready: true}\n".formatted(address));
    }
    return text.toString();
  }
}
