package dev.ballast.source;

import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists as kubectl takes them: {@code kind: List}, and any kind that ends in {@code List} and has
 * {@code items}, stand for their items. Each item keeps its own spans. Items of a typed list need
 * not repeat their {@code apiVersion} and {@code kind}; they get the list's.
 */
final class ListKinds {
  private static final String SUFFIX = "List";

  private ListKinds() {}

  /** The items of a list, lists among them expanded too; else the object itself. */
  static List<Node> expand(ObjectNode object) {
    String kind = text(object, "kind");
    if (!kind.endsWith(SUFFIX) || !(object.get("items").orElse(null) instanceof ArrayNode items)) {
      return List.of(object);
    }
    var expanded = new ArrayList<Node>();
    for (Node item : items.items()) {
      if (item instanceof ObjectNode one) {
        expanded.addAll(expand(typed(one, object, kind)));
      } else {
        expanded.add(item);
      }
    }
    return expanded;
  }

  private static ObjectNode typed(ObjectNode item, ObjectNode list, String listKind) {
    String kind = listKind.substring(0, listKind.length() - SUFFIX.length());
    if (kind.isEmpty() || item.get("kind").isPresent() || item.get("apiVersion").isPresent()) {
      return item;
    }
    var types =
        list.members().stream()
            .filter(m -> m.name().equals("apiVersion") || m.name().equals("kind"))
            .map(m -> m.name().equals("kind") ? withText(m, kind) : m);
    return new ObjectNode(Stream.concat(types, item.members().stream()).toList(), item.span());
  }

  private static Member withText(Member member, String text) {
    return new Member(member.name(), member.nameSpan(), new TextNode(text, member.value().span()));
  }

  private static String text(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof TextNode text ? text.value() : "";
  }
}
