package dev.ballast.finding;

import dev.ballast.finding.FieldPath.Step;
import dev.ballast.source.Document;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.SourceProblem;
import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is done to findings between the reader that found them and the user. */
public final class Findings {
  private Findings() {}

  /** A text that could not be read is something to hear about like any other. */
  public static Finding of(SourceProblem problem) {
    Finding finding =
        problem.refusesSomething()
            ? Finding.error(problem.code(), FieldPath.ROOT, problem.sentence(), problem.hint())
            : Finding.warning(problem.code(), FieldPath.ROOT, problem.sentence(), problem.hint());
    return finding.at(problem.file(), problem.span());
  }

  /**
   * Fills in place and value of findings that only know their path. What they know already stays.
   */
  public static List<Finding> locate(List<Finding> findings, Node root) {
    return findings.stream().map(f -> located(f, root, SourceText.NONE, f.file())).toList();
  }

  /** As {@link #locate(List, Node)}, with the document's file, and values as they are written. */
  public static List<Finding> locate(List<Finding> findings, Document document) {
    Optional<String> file = Optional.of(document.file());
    return findings.stream()
        .map(f -> located(f, document.root(), document.text(), f.file().or(() -> file)))
        .toList();
  }

  /**
   * In the order of the document's fields: a parent before its children, and what is missing after
   * what is there. Findings about one place keep their order.
   */
  public static List<Finding> inFieldOrder(List<Finding> findings, Node root) {
    return findings.stream()
        .map(f -> new Placed(f, positions(root, f.path())))
        .sorted(Comparator.comparing(Placed::positions, Findings::compare))
        .map(Placed::finding)
        .toList();
  }

  private record Placed(Finding finding, List<Integer> positions) {}

  private static Finding located(
      Finding finding, Node root, SourceText text, Optional<String> file) {
    Optional<Node> node = NodePaths.find(root, finding.path());
    Span span = finding.span();
    return new Finding(
        finding.code(),
        finding.severity(),
        finding.object(),
        finding.path(),
        finding.value().or(() -> node.flatMap(n -> written(n, text))),
        finding.sentence(),
        finding.hint(),
        finding.apiMessage(),
        file,
        span.isKnown() ? span : NodePaths.place(root, finding.path()));
  }

  /** A scalar as written; text always in quotes, so that its ends can be seen. */
  private static Optional<String> written(Node node, SourceText text) {
    return switch (node) {
      case ObjectNode ignored -> Optional.empty();
      case ArrayNode ignored -> Optional.empty();
      case TextNode quoted -> Optional.of(JsonWriter.text(quoted));
      default -> Optional.of(slice(node.span(), text).orElseGet(() -> JsonWriter.text(node)));
    };
  }

  private static Optional<String> slice(Span span, SourceText text) {
    return text.line(span.line())
        .filter(line -> span.line() == span.endLine() && span.column() < span.endColumn())
        .filter(line -> line.codePointCount(0, line.length()) >= span.endColumn() - 1)
        .map(
            line ->
                line.substring(
                    line.offsetByCodePoints(0, span.column() - 1),
                    line.offsetByCodePoints(0, span.endColumn() - 1)));
  }

  private static List<Integer> positions(Node root, FieldPath path) {
    var positions = new ArrayList<Integer>();
    FieldPath walked = FieldPath.ROOT;
    for (Step step : path.steps()) {
      Optional<Node> parent = NodePaths.find(root, walked);
      positions.add(parent.map(p -> position(p, step)).orElse(Integer.MAX_VALUE));
      walked = walked.plus(step);
    }
    return positions;
  }

  private static int position(Node parent, Step step) {
    return switch (step) {
      case Step.Index(int index) -> index;
      case Step.Field(var name) -> position(parent, name);
      case Step.Key(var name) -> position(parent, name);
    };
  }

  private static int position(Node parent, String name) {
    if (parent instanceof ObjectNode object) {
      for (int i = 0; i < object.members().size(); i++) {
        if (object.members().get(i).name().equals(name)) {
          return i;
        }
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int compare(List<Integer> left, List<Integer> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Integer.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }
}
