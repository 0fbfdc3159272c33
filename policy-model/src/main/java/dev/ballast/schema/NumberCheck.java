package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import java.util.Optional;

/** Numbers against range, factor and format. */
final class NumberCheck {
  private NumberCheck() {}

  static Outcome check(Node node, Schema schema, FieldPath path) {
    var out = new Outcome();
    GoNumber number = GoNumber.of(node);
    String at = GoText.dotted(path);
    if (isOutOfFormat(number, schema)) {
      String kind =
          schema.format().isEmpty()
              ? "integer (default format)"
              : "integer with format " + schema.format();
      out.complain(
          new Complaint(
              "<nil>: Invalid value: \"\": Checked value must be of type " + kind + " in " + at,
              false,
              number instanceof GoNumber.Real real && !real.isWholeInMeaning()
                  // Its type is wrong already, and that is said.
                  ? Optional.empty()
                  : Optional.of(Wording.outOfFormat(path, node, schema.format()))));
    }
    factor(out, node, schema, path);
    least(out, node, schema, path);
    most(out, node, schema, path);
    return out.passed();
  }

  private static boolean isOutOfFormat(GoNumber number, Schema schema) {
    if (schema.types().size() != 1 || !schema.allows("integer")) {
      return false;
    }
    return switch (number) {
      case GoNumber.Whole(var value) ->
          schema.format().equals("int32") && value != Math.toIntExact(clamped(value));
      case GoNumber.Real real ->
          !real.isExactlyWhole()
              || (schema.format().equals("int32") && Math.abs(real.value()) > Integer.MAX_VALUE)
              || Math.abs(real.value()) >= 0x1p63;
    };
  }

  private static long clamped(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static void factor(Outcome out, Node node, Schema schema, FieldPath path) {
    var bound = schema.number().multipleOf();
    if (bound.isPresent() && GoNumber.of(node).asDouble() % bound.getAsDouble() != 0) {
      double factor = bound.getAsDouble();
      complain(
          out,
          node,
          path,
          "should be a multiple of " + GoText.decimal(factor),
          Wording.notMultiple(path, node, factor));
    }
  }

  private static void least(Outcome out, Node node, Schema schema, FieldPath path) {
    var bounds = schema.number();
    if (bounds.minimum().isEmpty()) {
      return;
    }
    double least = bounds.minimum().getAsDouble();
    double value = GoNumber.of(node).asDouble();
    boolean isExcluded = bounds.excludesMinimum();
    if (value < least || (isExcluded && value == least)) {
      String relation = isExcluded ? "greater than " : "greater than or equal to ";
      complain(
          out,
          node,
          path,
          "should be " + relation + spoken(least, node),
          Wording.tooSmall(path, node, least, isExcluded));
    }
  }

  private static void most(Outcome out, Node node, Schema schema, FieldPath path) {
    var bounds = schema.number();
    if (bounds.maximum().isEmpty()) {
      return;
    }
    double most = bounds.maximum().getAsDouble();
    double value = GoNumber.of(node).asDouble();
    boolean isExcluded = bounds.excludesMaximum();
    if (value > most || (isExcluded && value == most)) {
      String relation = isExcluded ? "less than " : "less than or equal to ";
      complain(
          out,
          node,
          path,
          "should be " + relation + spoken(most, node),
          Wording.tooLarge(path, node, most, isExcluded));
    }
  }

  /** A bound takes the type of the value that is held against it. */
  private static String spoken(double bound, Node node) {
    return GoNumber.of(node) instanceof GoNumber.Whole
        ? String.valueOf((long) bound)
        : GoText.decimal(bound);
  }

  private static void complain(
      Outcome out, Node node, FieldPath path, String because, Finding finding) {
    out.complain(StructureCheck.invalid(GoText.dotted(path), GoText.value(node), because, finding));
  }
}
