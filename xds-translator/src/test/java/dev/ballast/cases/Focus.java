package dev.ballast.cases;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a case wants to see of an output: {@code clusters[*].load_balancing_policy}. A step may end
 * in {@code [*]} (each item) or {@code [0]} (one item). What is absent is left out.
 */
record Focus(String output, List<String> steps) {
  private static final String MARK = "# focus:";

  static Stream<Focus> in(String text) {
    return text.lines().filter(line -> line.startsWith(MARK)).map(Focus::parse);
  }

  private static Focus parse(String line) {
    var steps = List.of(line.substring(MARK.length()).strip().split("\\.", -1));
    return new Focus(steps.get(0).replace("[*]", ""), steps.subList(1, steps.size()));
  }

  /** The path below the output, as written. */
  String path() {
    return String.join(".", steps);
  }

  Optional<Node> of(Node root) {
    return follow(root, steps);
  }

  private static Optional<Node> follow(Node node, List<String> steps) {
    if (steps.isEmpty()) {
      return Optional.of(node);
    }
    String step = steps.get(0);
    var rest = steps.subList(1, steps.size());
    int bracket = step.indexOf('[');
    String field = bracket < 0 ? step : step.substring(0, bracket);
    if (!(node instanceof ObjectNode object)) {
      return Optional.empty();
    }
    var child = object.get(field);
    if (bracket < 0) {
      return child.flatMap(found -> follow(found, rest));
    }
    String index = step.substring(bracket + 1, step.length() - 1);
    return child.flatMap(
        found ->
            found instanceof ArrayNode array ? items(array, index, rest) : Optional.<Node>empty());
  }

  private static Optional<Node> items(ArrayNode array, String index, List<String> rest) {
    if (!index.equals("*")) {
      int position = Integer.parseInt(index);
      return position < array.items().size()
          ? follow(array.items().get(position), rest)
          : Optional.empty();
    }
    var shown = new ArrayList<Node>();
    for (Node item : array.items()) {
      follow(item, rest).ifPresent(shown::add);
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(new ArrayNode(shown, Span.NONE));
  }
}
