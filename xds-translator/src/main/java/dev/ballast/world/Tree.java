package dev.ballast.world;

import dev.ballast.source.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A forgiving look at a tree: what is absent, null or of another type reads as absent. The verdict
 * on the object has already told the user about wrong types.
 */
record Tree(Optional<Node> node) {
  static Tree of(Node node) {
    return new Tree(Optional.of(node));
  }

  Tree child(String name) {
    return node.flatMap(
            n -> n instanceof Node.ObjectNode object ? object.get(name) : Optional.empty())
        .filter(n -> !(n instanceof Node.NullNode))
        .map(Tree::of)
        .orElse(new Tree(Optional.empty()));
  }

  boolean isPresent() {
    return node.isPresent();
  }

  /** Items of a list, none for anything else. */
  List<Tree> items() {
    return node.orElse(null) instanceof Node.ArrayNode array
        ? array.items().stream().map(Tree::of).toList()
        : List.of();
  }

  Optional<String> text() {
    return node.orElse(null) instanceof Node.TextNode(String value, var span)
        ? Optional.of(value)
        : Optional.empty();
  }

  Optional<String> text(String name) {
    return child(name).text();
  }

  List<String> texts(String name) {
    return child(name).items().stream().flatMap(t -> t.text().stream()).toList();
  }

  OptionalInt integer(String name) {
    return child(name).node.orElse(null) instanceof Node.IntegerNode(var value, var span)
            && value.bitLength() < Integer.SIZE
        ? OptionalInt.of(value.intValue())
        : OptionalInt.empty();
  }

  Optional<Boolean> flag(String name) {
    return child(name).node.orElse(null) instanceof Node.BooleanNode(boolean value, var span)
        ? Optional.of(value)
        : Optional.empty();
  }

  Map<String, String> textMap(String name) {
    var map = new HashMap<String, String>();
    if (child(name).node.orElse(null) instanceof Node.ObjectNode object) {
      for (Node.Member member : object.members()) {
        if (member.value() instanceof Node.TextNode(String value, var span)) {
          map.put(member.name(), value);
        }
      }
    }
    return map;
  }

  /** Names of the members that have a value. */
  List<String> fields() {
    var names = new ArrayList<String>();
    if (node.orElse(null) instanceof Node.ObjectNode object) {
      for (Node.Member member : object.members()) {
        if (!(member.value() instanceof Node.NullNode)) {
          names.add(member.name());
        }
      }
    }
    return names;
  }
}
