package dev.ballast.manifest;

import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Span;
import dev.ballast.verdict.Judged;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every Kubernetes object says of itself. */
record Envelope(String apiVersion, ObjectRef ref) {
  private static final String DEFAULT_NAMESPACE = "default";

  // Kinds of Kubernetes and of the Gateway API that live outside namespaces. Kinds that we do not
  // know never enter the world, so a missing name here changes only how such an object is printed.
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "APIService",
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "GatewayClass",
          "IngressClass",
          "MutatingWebhookConfiguration",
          "Namespace",
          "Node",
          "PersistentVolume",
          "PriorityClass",
          "StorageClass",
          "ValidatingAdmissionPolicy",
          "ValidatingWebhookConfiguration");

  static Envelope of(Judged.Subject subject) {
    String namespace = "";
    if (!CLUSTER_SCOPED.contains(subject.kind())) {
      namespace = subject.namespace().isEmpty() ? DEFAULT_NAMESPACE : subject.namespace();
    }
    return new Envelope(
        subject.apiVersion(),
        new ObjectRef(subject.kind(), new ObjectId(namespace, subject.name())));
  }

  /** The object with its namespace written out, as the API server would have stored it. */
  Node inNamespace(Node root) {
    String namespace = ref.id().namespace();
    if (!(root instanceof ObjectNode object)
        || namespace.isEmpty()
        || object(object, "metadata").flatMap(m -> text(m, "namespace")).isPresent()) {
      return root;
    }
    List<Member> members =
        object.members().stream()
            .map(
                member ->
                    member.name().equals("metadata")
                            && member.value() instanceof ObjectNode metadata
                        ? new Member(
                            member.name(), member.nameSpan(), withNamespace(metadata, namespace))
                        : member)
            .toList();
    return new ObjectNode(members, object.span());
  }

  private static ObjectNode withNamespace(ObjectNode metadata, String namespace) {
    var members = new ArrayList<Member>(metadata.members().size() + 1);
    for (Member member : metadata.members()) {
      if (!member.name().equals("namespace")) {
        members.add(member);
      }
    }
    members.add(new Member("namespace", Span.NONE, new TextNode(namespace, Span.NONE)));
    return new ObjectNode(members, metadata.span());
  }

  private static Optional<ObjectNode> object(ObjectNode parent, String field) {
    return parent.get(field).orElse(null) instanceof ObjectNode object
        ? Optional.of(object)
        : Optional.empty();
  }

  /** An empty text counts as absent, as it does for Kubernetes. */
  private static Optional<String> text(ObjectNode parent, String field) {
    return parent.get(field).orElse(null) instanceof TextNode text && !text.value().isEmpty()
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
