package dev.ballast.provider.kubernetes;

import dev.ballast.json.JsonValues;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the API server as a tree, less what is no business of traffic: its status, who wrote
 * which field, and of its metadata all that no translation asks for. So two trees that differ in
 * nothing else are equal.
 */
final class ObjectTree {
  /** The one annotation that says something about traffic. */
  private static final String TOPOLOGY_MODE = "service.kubernetes.io/topology-mode";

  /** Kinds whose labels nobody selects by; a slice keeps the name of its Service. */
  private static final Set<String> WITHOUT_LABELS = Set.of("Service", "BackendTrafficPolicy");

  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  private ObjectTree() {}

  static Node of(GenericKubernetesResource object) {
    var members = new ArrayList<Member>();
    members.add(member("apiVersion", Nodes.text(object.getApiVersion())));
    members.add(member("kind", Nodes.text(object.getKind())));
    members.add(member("metadata", metadata(object.getKind(), object.getMetadata())));
    object
        .getAdditionalProperties()
        .forEach(
            (name, value) -> {
              if (!name.equals("status")) {
                members.add(member(name, JsonValues.node(value)));
              }
            });
    return new ObjectNode(members, Span.NONE);
  }

  private static Node metadata(String kind, ObjectMeta metadata) {
    var tree = Nodes.object().with("name", metadata.getName());
    if (metadata.getNamespace() != null) {
      tree.with("namespace", metadata.getNamespace());
    }
    if (metadata.getCreationTimestamp() != null) {
      tree.with("creationTimestamp", metadata.getCreationTimestamp());
    }
    // Slices and Services get no status from us, and theirs counts what we do not read.
    boolean hasStatusOfOurs = !kind.equals("EndpointSlice") && !kind.equals("Service");
    if (metadata.getGeneration() != null && hasStatusOfOurs) {
      tree.with("generation", metadata.getGeneration());
    }
    var labels = labels(kind, metadata.getLabels());
    if (!labels.members().isEmpty()) {
      tree.with("labels", labels);
    }
    String mode =
        metadata.getAnnotations() == null ? null : metadata.getAnnotations().get(TOPOLOGY_MODE);
    if (mode != null) {
      tree.with("annotations", Nodes.object().with(TOPOLOGY_MODE, mode).build());
    }
    return tree.build();
  }

  private static ObjectNode labels(String kind, @Nullable Map<String, String> labels) {
    var tree = Nodes.object();
    if (labels == null || WITHOUT_LABELS.contains(kind)) {
      return tree.build();
    }
    labels.forEach(
        (name, value) -> {
          if (!kind.equals("EndpointSlice") || name.equals(SERVICE_NAME)) {
            tree.with(name, value);
          }
        });
    return tree.build();
  }

  private static Member member(String name, Node value) {
    return new Member(name, Span.NONE, value);
  }
}
