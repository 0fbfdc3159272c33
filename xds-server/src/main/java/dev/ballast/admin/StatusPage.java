package dev.ballast.admin;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.ballast.finding.FindingJson;
import dev.ballast.serving.StreamStatus;
import dev.ballast.serving.StreamStatus.TopicStatus;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.source.JsonStream;
import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state for a person with a question, and for scripts:
 *
 * <pre>{@code
 * {"ready", "sequence", "translationMs",
 *  "gateways": {"ns/name": {"clusters": {"count", "version"}, "endpoints", "listeners", "routes", "secrets"}},
 *  "envoys": [{"stream", "node", "gateway", "protocol", "upToDate", "waitsForSnapshot",
 *              "types": {"clusters": {"confirmed", "unanswered", "waiting": [], "rejected": {}}}}],
 *  "objects": [{"group", "kind", "namespace", "name", "file", "status"}],
 *  "findings": [as in validate]}
 * }</pre>
 *
 * A type's version changes when any of its resources does. {@code ?object=HTTPRoute/shop/cart}
 * leaves what concerns this object, {@code ?gateway=shop/eg} what concerns this Gateway; both are
 * answered with 404 when there is no such thing.
 */
public final class StatusPage {
  private StatusPage() {}

  /**
   * @param now asked once
   * @param files the file that speaks for an object
   */
  public static Page of(
      PageQuery query, Supplier<Situation> now, Function<ObjectRef, Optional<String>> files) {
    Optional<String> object = query.value("object");
    Optional<String> gateway = query.value("gateway");
    if (object.isPresent() && gateway.isPresent()) {
      return Page.text(400, "ask for an object or for a gateway, not for both\n");
    }
    for (String name : query.values().keySet()) {
      if (!name.equals("object") && !name.equals("gateway")) {
        return Page.text(
            400, "?object=KIND/NAMESPACE/NAME and ?gateway=NAMESPACE/NAME can be asked for\n");
      }
    }
    Situation all = now.get();
    Optional<Situation> narrow =
        object.isPresent()
            ? ObjectNames.ref(object.get()).flatMap(all::about)
            : gateway.isPresent()
                ? ObjectNames.id(gateway.get()).flatMap(all::within)
                : Optional.of(all);
    return narrow
        .map(situation -> Page.json(out -> write(situation, files, out)))
        .orElseGet(
            () ->
                Page.text(
                    404,
                    "nothing is known about %s\n".formatted(object.or(() -> gateway).orElse(""))));
  }

  private static void write(
      Situation now, Function<ObjectRef, Optional<String>> files, OutputStream out)
      throws IOException {
    var gateways = Nodes.object();
    now.gateways().forEach((id, snapshot) -> gateways.with(id.toString(), gateway(snapshot)));
    try (var json = new JsonStream(out)) {
      json.member("ready", Nodes.bool(now.ready()))
          .member("sequence", Nodes.integer(now.sequence()))
          .member("translationMs", Nodes.decimal(now.took().toNanos() / 1e6))
          .member("gateways", gateways.build())
          .array("envoys", now.envoys().stream().map(StatusPage::envoy))
          .array(
              "objects",
              now.objects().stream().map(status -> object(status, files.apply(status.object()))))
          .array("findings", now.findings().stream().map(FindingJson::toNode));
    }
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

  private static Node object(ObjectStatus object, Optional<String> file) {
    return Nodes.object()
        .with("group", object.group())
        .with("kind", object.object().kind())
        .with("namespace", object.object().id().namespace())
        .with("name", object.object().id().name())
        .with("file", file.<Node>map(Nodes::text).orElseGet(Nodes::nothing))
        .with("status", object.status())
        .build();
  }

  static String plural(ResourceType type) {
    return switch (type) {
      case CLUSTER -> "clusters";
      case ENDPOINT -> "endpoints";
      case LISTENER -> "listeners";
      case ROUTE -> "routes";
      case SECRET -> "secrets";
    };
  }
}
