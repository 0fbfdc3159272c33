package dev.ballast.admin;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.translation.ObjectStatus;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A condition of an object that does not hold, or of which nobody knows.
 *
 * @param status {@code False} or {@code Unknown}
 */
record Trouble(ObjectRef object, String type, String status, String message) {
  /** These are good news when they are false. */
  private static final Set<String> NEGATIVE = Set.of("Conflicted", "Overridden");

  /** In the order of the status, each once. */
  static List<Trouble> in(ObjectStatus object) {
    var found = new ArrayList<Trouble>();
    collect(object.object(), object.status(), found);
    return found.stream().distinct().toList();
  }

  private static void collect(ObjectRef object, Node node, List<Trouble> found) {
    switch (node) {
      case ArrayNode array -> array.items().forEach(item -> collect(object, item, found));
      case ObjectNode here -> {
        if (isTrouble(here)) {
          found.add(
              new Trouble(object, text(here, "type"), text(here, "status"), text(here, "message")));
        }
        here.members().forEach(member -> collect(object, member.value(), found));
      }
      default -> {}
    }
  }

  private static boolean isTrouble(ObjectNode condition) {
    return condition.get("reason").isPresent()
        && !NEGATIVE.contains(text(condition, "type"))
        && List.of("False", "Unknown").contains(text(condition, "status"));
  }

  private static String text(ObjectNode object, String field) {
    return object.get(field).orElse(null) instanceof TextNode text ? text.value() : "";
  }
}
