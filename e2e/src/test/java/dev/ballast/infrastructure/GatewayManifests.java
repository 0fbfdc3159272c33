package dev.ballast.infrastructure;

/** Objects of the stories about a Gateway's Envoys. */
final class GatewayManifests {
  private GatewayManifests() {}

  /** The Service that Envoys call leads to our process. */
  static final String SERVED_FROM_HERE =
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

  static final String GATEWAYS =
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

  static final String TAKEN =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: taken-ours, namespace: default}
      spec: {ports: [{port: 4711}]}
      """;

  static final String GUESTS =
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

  static final String BACKEND =
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

  static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: echo, namespace: default}
      spec:
        parentRefs: [{name: eg}]
        rules: [{backendRefs: [{name: echo, port: 3000}]}]
      """;
}
