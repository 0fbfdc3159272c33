package dev.ballast.cli;

import dev.ballast.finding.FindingJson;
import dev.ballast.input.Manifests;
import dev.ballast.manifest.LoadedObject;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer of {@code translate} as a tree: gateways, objects with their status, findings. */
final class TranslationTree {
  private TranslationTree() {}

  /**
   * @param only the one Gateway to print; empty prints all
   */
  static Node of(Manifests manifests, Optional<ObjectId> only) {
    var gateways = Nodes.object();
    manifests
        .translation()
        .gateways()
        .forEach(
            (id, snapshot) -> {
              if (only.isEmpty() || only.get().equals(id)) {
                gateways.with(id.toString(), resources(snapshot));
              }
            });
    return Nodes.object()
        .with("gateways", gateways.build())
        .with("objects", Nodes.array(objects(manifests)))
        .with(
            "findings",
            Nodes.array(manifests.report().findings().stream().map(FindingJson::toNode).toList()))
        .build();
  }

  private static Node resources(Snapshot snapshot) {
    return Nodes.object()
        .with("listeners", list(snapshot, ResourceType.LISTENER))
        .with("routes", list(snapshot, ResourceType.ROUTE))
        .with("clusters", list(snapshot, ResourceType.CLUSTER))
        .with("endpoints", list(snapshot, ResourceType.ENDPOINT))
        .with("secrets", list(snapshot, ResourceType.SECRET))
        .build();
  }

  private static Node list(Snapshot snapshot, ResourceType type) {
    var resources = new ArrayList<Node>();
    for (Resource resource : snapshot.resources(type).values()) {
      resources.add(ResourceJson.toNode(resource.message()));
    }
    return Nodes.array(resources);
  }

  /** In the order of the input; a status that somebody wrote before gives way to ours. */
  private static List<Node> objects(Manifests manifests) {
    Map<String, Node> statuses = new HashMap<>();
    for (ObjectStatus status : manifests.translation().statuses()) {
      statuses.put(status.group() + " " + status.object(), status.status());
    }
    return manifests.files().stream()
        .flatMap(
            file ->
                file.objects().stream()
                    .map(
                        object ->
                            manifests.counts(file, object)
                                ? withStatus(object, statuses)
                                : object.root()))
        .toList();
  }

  private static Node withStatus(LoadedObject object, Map<String, Node> statuses) {
    Node status = statuses.get(group(object.apiVersion()) + " " + object.ref());
    if (status == null || !(object.root() instanceof ObjectNode root)) {
      return object.root();
    }
    var members =
        new ArrayList<>(
            root.members().stream().filter(member -> !member.name().equals("status")).toList());
    members.add(new Member("status", Span.NONE, status));
    return new ObjectNode(members, root.span());
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }
}
