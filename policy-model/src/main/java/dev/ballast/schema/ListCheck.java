package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists that are sets, or maps by some of their fields: no item twice. */
final class ListCheck {
  private final List<Complaint> complaints = new ArrayList<>();

  static List<Complaint> check(Node root, Schema schema) {
    var check = new ListCheck();
    check.visit(root, schema, FieldPath.ROOT);
    return check.complaints;
  }

  private void visit(Node node, Schema schema, FieldPath path) {
    switch (node) {
      case ObjectNode object -> {
        for (Member member : object.members()) {
          boolean isNamed = schema.object().properties().containsKey(member.name());
          FieldPath at = isNamed ? path.child(member.name()) : path.key(member.name());
          schema.member(member.name()).ifPresent(its -> visit(member.value(), its, at));
        }
      }
      case ArrayNode array -> {
        switch (schema.list().semantics()) {
          case "set" -> unique(array, path, item -> item);
          case "map" -> uniqueByKeys(array, schema.list().keys(), path);
          default -> {}
        }
        for (int i = 0; i < array.items().size() && schema.list().items().isPresent(); i++) {
          visit(array.items().get(i), schema.list().items().get(), path.item(i));
        }
      }
      default -> {}
    }
  }

  private void uniqueByKeys(ArrayNode array, List<String> keys, FieldPath path) {
    for (int i = 0; i < array.items().size(); i++) {
      Node item = array.items().get(i);
      if (!(item instanceof ObjectNode) && !(item instanceof NullNode)) {
        String message = ": must be an object for an array of list-type map";
        // The wrong type is said already.
        complaints.add(
            Complaint.echo(path.item(i) + ": Invalid value: " + GoText.value(item) + message));
        return;
      }
    }
    unique(array, path, item -> keyOf(item, keys));
  }

  private static Node keyOf(Node item, List<String> keys) {
    var key = Nodes.object();
    if (item instanceof ObjectNode object) {
      keys.forEach(name -> object.get(name).ifPresent(value -> key.with(name, value)));
    }
    return key.build();
  }

  private interface Identity {
    Node of(Node item);
  }

  private void unique(ArrayNode array, FieldPath path, Identity identity) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < array.items().size(); i++) {
      Node id = identity.of(array.items().get(i));
      // A third copy is not reported again.
      if (seen.merge(GoText.json(id), 1, Integer::sum) == 2) {
        FieldPath at = path.item(i);
        complaints.add(
            Complaint.of(at + ": Duplicate value: " + GoText.value(id), Wording.duplicate(at, id)));
      }
    }
  }
}
