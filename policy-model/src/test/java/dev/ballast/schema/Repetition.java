package dev.ballast.schema;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Long values in short cases: {@code {$times: 257, $text: x}} is a text of 257 letters, {@code
 * {$times: 17, $item: {name: x%}}} a list of 17 items, where {@code %} is the number of the item.
 */
final class Repetition {
  private Repetition() {}

  static Node expand(Node node) {
    return switch (node) {
      case ObjectNode object when object.get("$times").isPresent() -> repeated(object);
      case ObjectNode object ->
          new ObjectNode(
              object.members().stream()
                  .map(m -> new Member(m.name(), m.nameSpan(), expand(m.value())))
                  .toList(),
              object.span());
      case ArrayNode array ->
          new ArrayNode(array.items().stream().map(Repetition::expand).toList(), array.span());
      default -> node;
    };
  }

  private static Node repeated(ObjectNode object) {
    int times = ((IntegerNode) object.get("$times").orElseThrow()).value().intValueExact();
    if (object.get("$text").orElse(null) instanceof TextNode text) {
      return Nodes.text(text.value().repeat(times));
    }
    Node item = object.get("$item").orElseThrow();
    List<Node> items = IntStream.range(0, times).mapToObj(i -> numbered(item, i)).toList();
    return Nodes.array(items);
  }

  private static Node numbered(Node node, int number) {
    return switch (node) {
      case TextNode text -> Nodes.text(text.value().replace("%", String.valueOf(number)));
      case ObjectNode object ->
          new ObjectNode(
              object.members().stream()
                  .map(m -> new Member(m.name(), m.nameSpan(), numbered(m.value(), number)))
                  .toList(),
              object.span());
      case ArrayNode array ->
          Nodes.array(array.items().stream().map(item -> numbered(item, number)).toList());
      default -> node;
    };
  }
}
