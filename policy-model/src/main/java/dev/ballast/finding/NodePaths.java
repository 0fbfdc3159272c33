package dev.ballast.finding;

import dev.ballast.finding.FieldPath.Step;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Span;
import java.util.Optional;

/** Follows field paths through trees. */
public final class NodePaths {
  private NodePaths() {}

  /** The node at the path; empty when the path leads to nothing. */
  public static Optional<Node> find(Node root, FieldPath path) {
    Optional<Node> at = Optional.of(root);
    for (Step step : path.steps()) {
      at = at.flatMap(node -> next(node, step));
    }
    return at;
  }

  /**
   * Where to point for a path: at a scalar, at the name of a field that holds a collection, or, if
   * the path leads to nothing, at what should have held it.
   */
  public static Span place(Node root, FieldPath path) {
    Span place = root.span();
    Node at = root;
    for (Step step : path.steps()) {
      Optional<Node> next = next(at, step);
      if (next.isEmpty()) {
        return place;
      }
      Node child = next.get();
      place = isCollection(child) ? name(at, step).orElse(child.span()) : child.span();
      at = child;
    }
    return place;
  }

  private static boolean isCollection(Node node) {
    return node instanceof ObjectNode || node instanceof ArrayNode;
  }

  private static Optional<Node> next(Node node, Step step) {
    if (step instanceof Step.Index(int index)) {
      return node instanceof ArrayNode array && index >= 0 && index < array.items().size()
          ? Optional.of(array.items().get(index))
          : Optional.empty();
    }
    return member(node, step).map(Member::value);
  }

  private static Optional<Span> name(Node parent, Step step) {
    return member(parent, step).map(Member::nameSpan);
  }

  private static Optional<Member> member(Node node, Step step) {
    Optional<String> name =
        switch (step) {
          case Step.Field(var field) -> Optional.of(field);
          case Step.Key(var key) -> Optional.of(key);
          case Step.Index ignored -> Optional.empty();
        };
    return node instanceof ObjectNode object && name.isPresent()
        ? object.members().stream().filter(m -> m.name().equals(name.get())).findFirst()
        : Optional.empty();
  }
}
