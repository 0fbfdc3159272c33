package dev.ballast.schema;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Writes the defaults of a schema into an object: where a field is absent, or null without being
 * nullable. A default appears only once its parent is there, and has no place in the text.
 */
final class Defaults {
  private Defaults() {}

  static Node fill(Node node, Schema schema) {
    return switch (node) {
      case ObjectNode object -> fill(object, schema);
      case ArrayNode array when schema.list().items().isPresent() -> {
        Schema item = schema.list().items().get();
        yield new ArrayNode(
            array.items().stream().map(value -> fill(unlessNull(value, item), item)).toList(),
            array.span());
      }
      default -> node;
    };
  }

  private static ObjectNode fill(ObjectNode object, Schema schema) {
    var members = new ArrayList<Member>();
    for (Member member : object.members()) {
      Optional<Schema> its = schema.member(member.name());
      members.add(
          its.isEmpty()
              ? member
              : new Member(
                  member.name(),
                  member.nameSpan(),
                  fill(unlessNull(member.value(), its.get()), its.get())));
    }
    schema
        .object()
        .properties()
        .forEach(
            (name, its) -> {
              if (its.whenAbsent().isPresent() && object.get(name).isEmpty()) {
                members.add(new Member(name, Span.NONE, fill(its.whenAbsent().get(), its)));
              }
            });
    return new ObjectNode(members, object.span());
  }

  private static Node unlessNull(Node value, Schema schema) {
    boolean isMissing = value instanceof NullNode && !schema.isNullable();
    return isMissing ? schema.whenAbsent().orElse(value) : value;
  }
}
