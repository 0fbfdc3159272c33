package dev.ballast.conditions;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Since when each condition of one object has the status it has: moves when the status flips, not
 * when its reason or message changes.
 */
public final class TransitionTimes {
  private static final String TIME = "lastTransitionTime";

  /** What tells one parent, ancestor or listener from another. */
  private static final List<String> IDENTIFYING =
      List.of("parentRef", "ancestorRef", "controllerName", "name");

  private record Since(String status, String time) {}

  private final Map<String, Since> known;

  private TransitionTimes(Map<String, Since> known) {
    this.known = Map.copyOf(known);
  }

  public static TransitionTimes none() {
    return new TransitionTimes(Map.of());
  }

  /** As a status says that was written before. */
  public static TransitionTimes in(Node status) {
    var found = new HashMap<String, Since>();
    new Walk(
            (key, condition) -> {
              Optional<String> time = text(condition, TIME);
              Optional<String> state = text(condition, "status");
              if (time.isPresent() && state.isPresent()) {
                found.put(key, new Since(state.get(), time.get()));
              }
              return condition;
            })
        .through("", status);
    return new TransitionTimes(found);
  }

  /** The status with the times that were known, and this one where something flipped. */
  public Node stamped(Node status, Instant now) {
    String stamp = now.truncatedTo(ChronoUnit.SECONDS).toString();
    return new Walk(
            (key, condition) -> {
              Since before = known.get(key);
              boolean holds =
                  before != null && text(condition, "status").orElse("").equals(before.status());
              return with(condition, before != null && holds ? before.time() : stamp);
            })
        .through("", status);
  }

  private static ObjectNode with(ObjectNode condition, String time) {
    var members =
        new ArrayList<>(condition.members().stream().filter(m -> !m.name().equals(TIME)).toList());
    members.add(new Member(TIME, Span.NONE, Nodes.text(time)));
    return new ObjectNode(members, condition.span());
  }

  private interface Visit {
    ObjectNode condition(String key, ObjectNode condition);
  }

  /** Finds conditions wherever they are in a status. */
  private record Walk(Visit visit) {
    Node through(String where, Node node) {
      return switch (node) {
        case ObjectNode object -> inObject(where + identity(object), object);
        case ArrayNode array ->
            Nodes.array(array.items().stream().map(item -> through(where, item)).toList());
        default -> node;
      };
    }

    private ObjectNode inObject(String where, ObjectNode object) {
      var members = new ArrayList<Member>();
      for (Member member : object.members()) {
        Node value =
            member.name().equals("conditions") && member.value() instanceof ArrayNode conditions
                ? conditions(where, conditions)
                : through(where + "." + member.name(), member.value());
        members.add(new Member(member.name(), member.nameSpan(), value));
      }
      return new ObjectNode(members, object.span());
    }

    private Node conditions(String where, ArrayNode conditions) {
      return Nodes.array(
          conditions.items().stream()
              .map(
                  item ->
                      item instanceof ObjectNode condition
                          ? visit.condition(
                              where + " " + text(condition, "type").orElse(""), condition)
                          : item)
              .toList());
    }

    private static String identity(ObjectNode object) {
      var identity = new StringBuilder();
      for (String field : IDENTIFYING) {
        object.get(field).ifPresent(node -> identity.append(' ').append(JsonWriter.text(node)));
      }
      return identity.toString();
    }
  }

  private static Optional<String> text(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof TextNode text
        ? Optional.of(text.value())
        : Optional.empty();
  }
}
