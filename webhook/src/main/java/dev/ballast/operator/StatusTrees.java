package dev.ballast.operator;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What is done with status trees again and again. */
final class StatusTrees {
  private StatusTrees() {}

  /** Members in the order of their names, as the API server gives them back; nulls left out. */
  static Node sorted(Node node) {
    return switch (node) {
      case ObjectNode object ->
          new ObjectNode(
              object.members().stream()
                  .filter(member -> !(member.value() instanceof NullNode))
                  .sorted(Comparator.comparing(Member::name))
                  .map(member -> new Member(member.name(), Span.NONE, sorted(member.value())))
                  .toList(),
              Span.NONE);
      case ArrayNode array -> Nodes.array(array.items().stream().map(StatusTrees::sorted).toList());
      default -> Nodes.withoutSpans(node);
    };
  }

  static ObjectNode sorted(ObjectNode object) {
    return (ObjectNode) sorted((Node) object);
  }

  /** The objects of a list; nothing else belongs there. */
  static List<ObjectNode> items(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof ArrayNode array
        ? array.items().stream()
            .filter(ObjectNode.class::isInstance)
            .map(ObjectNode.class::cast)
            .toList()
        : List.of();
  }

  static String text(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof TextNode text ? text.value() : "";
  }

  static Optional<ObjectNode> condition(ObjectNode holder, String type) {
    return items(holder, "conditions").stream()
        .filter(condition -> text(condition, "type").equals(type))
        .findFirst();
  }

  /** With one member replaced, added, or left out when the value is null. */
  static ObjectNode with(ObjectNode object, String field, Optional<Node> value) {
    var members = new ArrayList<Member>();
    for (Member member : object.members()) {
      if (!member.name().equals(field)) {
        members.add(member);
      }
    }
    value.ifPresent(node -> members.add(new Member(field, Span.NONE, node)));
    members.sort(Comparator.comparing(Member::name));
    return new ObjectNode(members, Span.NONE);
  }

  static ObjectNode with(ObjectNode object, String field, List<? extends Node> items) {
    return with(object, field, Optional.of(Nodes.array(items)));
  }

  /** With the condition of one type as it is after a change; as it is when there is none. */
  static ObjectNode withCondition(
      ObjectNode holder, String type, UnaryOperator<ObjectNode> change) {
    return with(
        holder,
        "conditions",
        items(holder, "conditions").stream()
            .map(c -> text(c, "type").equals(type) ? change.apply(c) : c)
            .toList());
  }

  /** A condition that says something else, of the same type and generation. */
  static ObjectNode saying(ObjectNode condition, String status, String reason, String message) {
    ObjectNode said = with(condition, "status", Optional.of(Nodes.text(status)));
    said = with(said, "reason", Optional.of(Nodes.text(reason)));
    return with(said, "message", Optional.of(Nodes.text(message)));
  }

  /** The generation that a status speaks about, as its first condition says. */
  static OptionalLong generation(Node node) {
    switch (node) {
      case ObjectNode object -> {
        if (object.get("observedGeneration").orElse(null) instanceof IntegerNode number) {
          return OptionalLong.of(number.value().longValue());
        }
        for (Member member : object.members()) {
          var found = generation(member.value());
          if (found.isPresent()) {
            return found;
          }
        }
      }
      case ArrayNode array -> {
        for (Node item : array.items()) {
          var found = generation(item);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      default -> {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }
}
