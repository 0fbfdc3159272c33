package dev.ballast.provider.kubernetes;

import dev.ballast.world.Groups;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/**
 * A kind that matters for traffic.
 *
 * @param versions those we can read, the best first
 * @param isBuiltIn whether every API server has it
 */
record WatchedKind(
    String group,
    String kind,
    String plural,
    boolean isNamespaced,
    List<String> versions,
    boolean isBuiltIn) {
  /** All of them. Secrets are left out for as long as no translation reads one. */
  static final List<WatchedKind> ALL =
      List.of(
          builtIn(Groups.CORE, "Namespace", "namespaces", false),
          builtIn(Groups.CORE, "Service", "services", true),
          builtIn(Groups.DISCOVERY, "EndpointSlice", "endpointslices", true),
          gateway("GatewayClass", "gatewayclasses", false),
          gateway("Gateway", "gateways", true),
          gateway("HTTPRoute", "httproutes", true),
          gateway("GRPCRoute", "grpcroutes", true),
          gateway("ReferenceGrant", "referencegrants", true),
          new WatchedKind(
              Groups.ENVOY_GATEWAY,
              "BackendTrafficPolicy",
              "backendtrafficpolicies",
              true,
              List.of("v1alpha1"),
              false));

  WatchedKind {
    versions = List.copyOf(versions);
  }

  private static WatchedKind builtIn(String group, String kind, String plural, boolean namespaced) {
    return new WatchedKind(group, kind, plural, namespaced, List.of("v1"), true);
  }

  private static WatchedKind gateway(String kind, String plural, boolean namespaced) {
    return new WatchedKind(
        Groups.GATEWAY, kind, plural, namespaced, List.of("v1", "v1beta1"), false);
  }

  /** As RBAC and {@code kubectl} name it. */
  String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  ResourceDefinitionContext in(String version) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(isNamespaced)
        .build();
  }
}
