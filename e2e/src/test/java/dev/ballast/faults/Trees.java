package dev.ballast.faults;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.List;
import java.util.Optional;

/** Ways into a tree of JSON; what is not there is empty. */
final class Trees {
  private Trees() {}

  static Optional<Node> at(Node node, List<String> path) {
    Optional<Node> here = Optional.of(node);
    for (String step : path) {
      here =
          here.filter(ObjectNode.class::isInstance)
              .flatMap(object -> ((ObjectNode) object).get(step));
    }
    return here;
  }

  static List<Node> items(Node node, String field) {
    return at(node, List.of(field)).orElse(null) instanceof ArrayNode array
        ? array.items()
        : List.of();
  }

  static String text(Node node, String field) {
    return at(node, List.of(field)).orElse(null) instanceof TextNode text ? text.value() : "";
  }
}
