package dev.ballast.admin;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.ballast.engine.ProgrammedConditions;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingJson;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.translation.ObjectStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The whole state for a person with a question, and for scripts:
 *
 * <pre>{@code
 * {"ready", "sequence", "translationMs",
 *  "gateways": {"ns/name": {"clusters": {"count", "version"}, "endpoints", "listeners", "routes", "secrets"}},
 *  "envoys": [{"stream", "node", "gateway", "protocol", "upToDate", "waitsForSnapshot",
 *              "types": {"clusters": {"confirmed", "unanswered", "waiting": [], "rejected": {}}}}],
 *  "objects": [{"group", "kind", "namespace", "name", "status"}],
 *  "findings": [as in validate]}
 * }</pre>
 *
 * A type's version changes when any of its resources does.
 */
public final class StatusPage {
  private StatusPage() {}

  /**
   * @param said findings of the provider; those of the translation are added behind
   */
  public static ObjectNode of(
      boolean ready, Published published, List<Finding> said, List<StreamStatus> envoys) {
    var gateways = Nodes.object();
    published
        .translation()
        .gateways()
        .forEach((id, snapshot) -> gateways.with(id.toString(), gateway(snapshot)));
    var findings = new ArrayList<>(said);
    findings.addAll(published.translation().findings());
    return Nodes.object()
        .with("ready", ready)
        .with("sequence", published.sequence())
        .with("translationMs", Nodes.decimal(published.took().toNanos() / 1e6))
        .with("gateways", gateways.build())
        .with("envoys", Nodes.array(envoys.stream().map(StatusPage::envoy).toList()))
        .with(
            "objects",
            Nodes.array(
                ProgrammedConditions.merge(published.translation(), envoys).stream()
                    .map(StatusPage::object)
                    .toList()))
        .with("findings", FindingJson.toNode(findings))
        .build();
  }

  private static Node gateway(Snapshot snapshot) {
    var types = Nodes.object();
    for (ResourceType type : ResourceType.values()) {
      var resources = snapshot.resources(type).values();
      Hasher version = Hashing.farmHashFingerprint64().newHasher();
      for (Resource resource : resources) {
        version.putString(resource.name(), StandardCharsets.UTF_8).putByte((byte) 0);
        version.putString(resource.version(), StandardCharsets.UTF_8).putByte((byte) 0);
      }
      types.with(
          plural(type),
          Nodes.object()
              .with("count", resources.size())
              .with("version", version.hash().toString())
              .build());
    }
    return types.build();
  }

  private static Node envoy(StreamStatus status) {
    var types = Nodes.object();
    new TreeMap<>(status.topics()).forEach((type, topic) -> types.with(plural(type), topic(topic)));
    return Nodes.object()
        .with("stream", status.stream().id())
        .with("node", status.stream().node())
        .with("gateway", status.stream().gateway().toString())
        .with("protocol", status.stream().isDelta() ? "delta" : "state-of-the-world")
        .with("upToDate", status.isUpToDate())
        .with("waitsForSnapshot", status.waitsForSnapshot())
        .with("types", types.build())
        .build();
  }

  private static Node topic(TopicStatus topic) {
    var rejected = Nodes.object();
    new TreeMap<>(topic.rejected())
        .forEach((name, withheld) -> rejected.with(name, withheld.words()));
    return Nodes.object()
        .with("confirmed", topic.confirmed())
        .with("unanswered", topic.unanswered())
        .with("waiting", Nodes.texts(topic.waiting()))
        .with("rejected", rejected.build())
        .build();
  }

  private static Node object(ObjectStatus object) {
    return Nodes.object()
        .with("group", object.group())
        .with("kind", object.object().kind())
        .with("namespace", object.object().id().namespace())
        .with("name", object.object().id().name())
        .with("status", object.status())
        .build();
  }

  private static String plural(ResourceType type) {
    return switch (type) {
      case CLUSTER -> "clusters";
      case ENDPOINT -> "endpoints";
      case LISTENER -> "listeners";
      case ROUTE -> "routes";
      case SECRET -> "secrets";
    };
  }
}
