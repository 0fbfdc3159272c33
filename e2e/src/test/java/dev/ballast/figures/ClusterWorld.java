package dev.ballast.figures;

import dev.ballast.bench.Addresses;
import dev.ballast.bench.Balancing;
import dev.ballast.bench.BenchOptions;
import dev.ballast.bench.Moment;
import dev.ballast.bench.RouteBook;
import dev.ballast.translation.TranslationOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;

/** The world of {@code ballast bench}, with its objects in an API server. */
final class ClusterWorld extends RouteBook implements AutoCloseable {
  private static final int WRITERS = 8;
  private static final ResourceDefinitionContext SLICES =
      kind("discovery.k8s.io", "v1", "EndpointSlice");
  private static final ResourceDefinitionContext ROUTES =
      kind("gateway.networking.k8s.io", "v1", "HTTPRoute");
  static final ResourceDefinitionContext POLICIES =
      kind("gateway.envoyproxy.io", "v1alpha1", "BackendTrafficPolicy");

  private final KubernetesClient client;
  private final ApiLine line;
  private final int routes;

  /**
   * @param backendPort where every address below 10.246 answers
   */
  ClusterWorld(BenchOptions options, KubernetesClient client, int backendPort) {
    super(options, Addresses.below10(FarBackend.RANGE, options.seed()), backendPort);
    this.client = client;
    line = new ApiLine(client.getConfiguration());
    routes = options.routes();
  }

  static String front() {
    return frontText(TranslationOptions.BALLAST);
  }

  void create() {
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < routes; i++) {
        int route = i;
        writers.execute(
            () -> {
              createWithoutProxy(serviceText(route));
              createWithoutProxy(sliceText(route));
              create(routeText(route));
              create(policyText(route));
            });
      }
    }
  }

  /** A route beyond those of the world, for somebody to put a policy on. */
  void createSpare(int number) {
    create(routeText(routes + number));
  }

  /** A policy for a route beyond those of the world, not created yet. */
  GenericKubernetesResource spare(String namespace, int number) {
    String text = policyText(name(routes + number), Balancing.ROUND_ROBIN);
    var policy = Serialization.unmarshal(text, GenericKubernetesResource.class);
    policy.getMetadata().setNamespace(namespace);
    return policy;
  }

  /**
   * Nobody calls these Services by an address of their own; kube-proxy would write thousands of
   * rules anew for each change, on the processors that are measured.
   */
  private void createWithoutProxy(String yaml) {
    var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    var labels = new HashMap<String, String>();
    if (object.getMetadata().getLabels() != null) {
      labels.putAll(object.getMetadata().getLabels());
    }
    labels.put("service.kubernetes.io/service-proxy-name", "none");
    object.getMetadata().setLabels(labels);
    create(object);
  }

  private void create(String yaml) {
    create(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
  }

  /** A policy; the moment before the API server was asked. */
  Moment createPolicy(GenericKubernetesResource policy) {
    return line.send(
        "POST",
        path(POLICIES, policy.getMetadata().getNamespace()),
        "application/json",
        Serialization.asJson(policy));
  }

  private void create(GenericKubernetesResource object) {
    client.resource(object).create();
  }

  void delete(GenericKubernetesResource object) {
    client.resource(object).delete();
  }

  /** All endpoints of a route are others; the moment before the API server was asked. */
  Moment writeEndpoints(int route) {
    replaceEndpoints(route);
    return replace(SLICES, sliceName(route), "/endpoints", endpointsOf(route));
  }

  /** The same endpoints in another order. */
  void reorderEndpoints(int route) {
    var endpoints = new ArrayList<Object>(endpointsOf(route));
    Collections.reverse(endpoints);
    replace(SLICES, sliceName(route), "/endpoints", endpoints);
  }

  /** A route's policy has another balancing; the moment before the API server was asked. */
  Moment writePolicy(int route, Balancing balancing) {
    replacePolicy(route, balancing);
    Map<?, ?> loadBalancer = Serialization.unmarshal(balancing.yaml(edition(route)), Map.class);
    return replace(POLICIES, name(route), "/spec/loadBalancer", loadBalancer);
  }

  /** Labels that mean nothing to anybody. */
  void labelSlice(int route, String value) {
    label(SLICES, sliceName(route), value);
  }

  void labelRoute(int route, String value) {
    label(ROUTES, name(route), value);
  }

  private void label(ResourceDefinitionContext kind, String name, String value) {
    var labels = Map.of("metadata", Map.of("labels", Map.of("figures", value)));
    object(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(labels));
  }

  private Moment replace(ResourceDefinitionContext kind, String name, String path, Object value) {
    var operation = Map.of("op", "replace", "path", path, "value", value);
    return line.send(
        "PATCH",
        path(kind, namespace()) + "/" + name,
        PatchType.JSON.getContentType(),
        Serialization.asJson(List.of(operation)));
  }

  private static String path(ResourceDefinitionContext kind, String namespace) {
    return "/apis/%s/%s/namespaces/%s/%s"
        .formatted(kind.getGroup(), kind.getVersion(), namespace, kind.getPlural());
  }

  private Resource<GenericKubernetesResource> object(ResourceDefinitionContext kind, String name) {
    return client.genericKubernetesResources(kind).inNamespace(namespace()).withName(name);
  }

  private List<?> endpointsOf(int route) {
    Map<?, ?> slice = Serialization.unmarshal(sliceText(route), Map.class);
    return (List<?>) Objects.requireNonNull(slice.get("endpoints"));
  }

  private static String sliceName(int route) {
    return name(route) + "-1";
  }

  private static ResourceDefinitionContext kind(String group, String version, String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind)
        .withNamespaced(true)
        .build();
  }

  @Override
  public void close() {
    line.close();
  }
}
