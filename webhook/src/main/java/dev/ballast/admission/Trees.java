package dev.ballast.admission;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at trees, and makes others of them. What is of another type reads as absent. */
final class Trees {
  private Trees() {}

  /** Empty text when there is none. */
  static String text(ObjectNode object, String name) {
    return object.get(name).orElse(null) instanceof TextNode(String value, var span) ? value : "";
  }

  static Optional<ObjectNode> object(ObjectNode object, String name) {
    return object
        .get(name)
        .flatMap(node -> node instanceof ObjectNode found ? Optional.of(found) : Optional.empty());
  }

  /** Whether a member is there and not null; null reads as absence everywhere in the API. */
  static boolean has(ObjectNode object, String name) {
    return object.get(name).filter(node -> !(node instanceof NullNode)).isPresent();
  }

  /** Whether two trees say the same: fields in any order, null for absence. */
  static boolean saySame(Node left, Node right) {
    return plain(left).equals(plain(right));
  }

  private static Object plain(Node node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : object.members()) {
          if (!(member.value() instanceof NullNode)) {
            members.put(member.name(), plain(member.value()));
          }
        }
        yield members;
      }
      case ArrayNode array -> {
        List<Object> items = new ArrayList<>(array.items().size());
        array.items().forEach(item -> items.add(plain(item)));
        yield items;
      }
      default -> Nodes.withoutSpans(node);
    };
  }
}
