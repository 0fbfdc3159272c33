package dev.ballast.schema;

import dev.ballast.finding.FieldPath.Step;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where findings stand in a document: their spans, and their order. */
final class Placement {
  /** What is absent comes behind what is there. */
  private static final int ABSENT = Integer.MAX_VALUE;

  private record Placed(Finding finding, List<Integer> position) {}

  private static final Comparator<Placed> IN_FIELD_ORDER =
      (left, right) -> {
        var one = left.position();
        var two = right.position();
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
          int order = Integer.compare(one.get(i), two.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(one.size(), two.size());
      };

  private Placement() {}

  /**
   * The findings in the order of the object's fields, an object before its members. Those without a
   * span get that of their field, or of its nearest parent that is there.
   */
  static List<Finding> inFieldOrder(List<Finding> findings, Node root) {
    return findings.stream()
        .map(finding -> placed(finding, root))
        .sorted(IN_FIELD_ORDER)
        .map(Placed::finding)
        .toList();
  }

  private static Placed placed(Finding finding, Node root) {
    var position = new ArrayList<Integer>();
    Node nearest = root;
    boolean isThere = true;
    for (Step step : finding.path().steps()) {
      int index = isThere ? indexOf(step, nearest) : ABSENT;
      position.add(index);
      isThere = isThere && index != ABSENT;
      if (isThere) {
        nearest = at(nearest, index);
      }
    }
    Span span = finding.span().isKnown() ? finding.span() : nearest.span();
    return new Placed(withSpan(finding, span), position);
  }

  private static int indexOf(Step step, Node parent) {
    return switch (step) {
      case Step.Field(var name) -> indexOf(name, parent);
      case Step.Key(var name) -> indexOf(name, parent);
      case Step.Index(var index) ->
          parent instanceof ArrayNode array && index < array.items().size() ? index : ABSENT;
    };
  }

  private static int indexOf(String name, Node parent) {
    if (parent instanceof ObjectNode object) {
      List<Member> members = object.members();
      for (int i = 0; i < members.size(); i++) {
        if (members.get(i).name().equals(name)) {
          return i;
        }
      }
    }
    return ABSENT;
  }

  private static Node at(Node parent, int index) {
    return switch (parent) {
      case ObjectNode object -> object.members().get(index).value();
      case ArrayNode array -> array.items().get(index);
      default -> throw new IllegalStateException("no members in " + parent);
    };
  }

  static Finding withSpan(Finding finding, Span span) {
    return new Finding(
        finding.code(),
        finding.severity(),
        finding.object(),
        finding.path(),
        finding.value(),
        finding.sentence(),
        finding.hint(),
        finding.apiMessage(),
        finding.file(),
        span);
  }
}
