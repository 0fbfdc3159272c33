package dev.ballast.engine;

import dev.ballast.serving.StreamStatus;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Adds to each status what only Envoys can tell: a {@code Programmed} condition on the Gateway, and
 * on each parent or ancestor of a route or policy that reaches a Gateway. Where the translation
 * already said that something does not work, its word stands.
 */
public final class ProgrammedConditions {
  private ProgrammedConditions() {}

  /** The statuses of a translation with what the connected Envoys say now. */
  public static List<ObjectStatus> merge(Translation translation, List<StreamStatus> envoys) {
    var owned = new OwnedResources();
    owned.follow(translation.gateways());
    return translation.statuses().stream()
        .map(status -> merge(status, verdicts(status.object(), owned, envoys)))
        .toList();
  }

  /** What the Envoys of each gateway say about the object's part in it. */
  static SortedMap<ObjectId, ProgrammedVerdict> verdicts(
      ObjectRef object, OwnedResources owned, List<StreamStatus> envoys) {
    var verdicts = new TreeMap<ObjectId, ProgrammedVerdict>();
    owned
        .of(object)
        .forEach(
            (gateway, resources) -> {
              var here = envoys.stream().filter(e -> e.stream().gateway().equals(gateway)).toList();
              verdicts.put(gateway, ProgrammedVerdict.of(object, resources, here));
            });
    return verdicts;
  }

  static ObjectStatus merge(ObjectStatus status, SortedMap<ObjectId, ProgrammedVerdict> mine) {
    if (mine.isEmpty() || !(status.status() instanceof ObjectNode root)) {
      return status;
    }
    ObjectNode merged;
    if (status.object().kind().equals("Gateway")) {
      ProgrammedVerdict verdict = mine.get(status.object().id());
      merged = verdict == null ? root : withCondition(root, verdict);
    } else {
      merged = replace(root, "parents", entry -> inEntry(entry, "parentRef", status, mine));
      merged = replace(merged, "ancestors", entry -> inEntry(entry, "ancestorRef", status, mine));
    }
    return new ObjectStatus(status.group(), status.object(), merged);
  }

  private static Node inEntry(
      Node entry,
      String refField,
      ObjectStatus status,
      SortedMap<ObjectId, ProgrammedVerdict> mine) {
    if (!(entry instanceof ObjectNode object)
        || !(object.get(refField).orElse(null) instanceof ObjectNode ref)) {
      return entry;
    }
    String namespace = text(ref, "namespace").orElse(status.object().id().namespace());
    var gateway = new ObjectId(namespace, text(ref, "name").orElse(""));
    ProgrammedVerdict verdict =
        text(ref, "kind").orElse("Gateway").equals("Gateway") ? mine.get(gateway) : null;
    return verdict == null || !says(object, "Accepted", "True")
        ? entry
        : withCondition(object, verdict);
  }

  private static ObjectNode withCondition(ObjectNode holder, ProgrammedVerdict verdict) {
    if (says(holder, "Programmed", "False")) {
      return holder;
    }
    var conditions = new ArrayList<Node>();
    Optional<Node> generation = Optional.empty();
    for (Node condition : items(holder, "conditions")) {
      if (condition instanceof ObjectNode object) {
        generation = generation.or(() -> object.get("observedGeneration"));
        if (text(object, "type").filter("Programmed"::equals).isPresent()) {
          continue;
        }
      }
      conditions.add(condition);
    }
    var added =
        Nodes.object()
            .with("type", "Programmed")
            .with("status", verdict.status())
            .with("reason", verdict.reason())
            .with("message", verdict.message());
    generation.ifPresent(number -> added.with("observedGeneration", number));
    conditions.add(added.build());
    return Nodes.with(holder, "conditions", Nodes.array(conditions));
  }

  private static boolean says(ObjectNode holder, String type, String status) {
    return items(holder, "conditions").stream()
        .anyMatch(
            condition ->
                condition instanceof ObjectNode object
                    && text(object, "type").filter(type::equals).isPresent()
                    && text(object, "status").filter(status::equals).isPresent());
  }

  private static ObjectNode replace(ObjectNode root, String list, UnaryOperator<Node> change) {
    return root.get(list).isEmpty()
        ? root
        : Nodes.with(root, list, Nodes.array(items(root, list).stream().map(change).toList()));
  }

  private static List<Node> items(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof ArrayNode array ? array.items() : List.of();
  }

  private static Optional<String> text(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof TextNode text
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
