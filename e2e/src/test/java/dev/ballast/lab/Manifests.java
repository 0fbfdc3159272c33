package dev.ballast.lab;

/** Objects that several tests need. */
final class Manifests {
  private Manifests() {}

  /** Deployment and LoadBalancer Service {@code echo}: port 80 to 3000. */
  static String echo(int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: echo}
    spec:
      replicas: %d
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
    metadata: {name: echo}
    spec:
      type: LoadBalancer
      selector: {app: echo}
      ports: [{name: http, port: 80, targetPort: 3000}]
    """
        .formatted(replicas);
  }

  /**
   * A pod of this machine's shell.
   *
   * @param more further fields of its container, each line indented as a list item's fields are
   */
  static String shell(String name, String script, String more) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: %1$s, labels: {app: %1$s}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: main
          image: busybox
          command: [sh, -c, %2$s]
    %3$s
    """
        .formatted(name, quoted(script), more.indent(6));
  }

  /** On one line, so that it may stand anywhere in a YAML text. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
