package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.Optional;

/**
 * The structure of an object against its schema, with the API server's messages in its order: at
 * each node type, alternatives, text, format, number, list, enum, object.
 *
 * <p>The server's validator counts successful checks to choose which failed alternative to report;
 * {@link Outcome} counts the same way.
 */
final class StructureCheck {
  private StructureCheck() {}

  static Outcome check(Node node, Schema schema, FieldPath path) {
    var out = new Outcome();
    boolean tellsType = !schema.types().isEmpty() || !schema.format().isEmpty();
    if (node instanceof NullNode) {
      out.add(tellsType ? type(node, schema, path) : new Outcome());
      out.add(enumeration(node, schema, path));
      return out;
    }
    if (tellsType) {
      out.add(type(node, schema, path)).passed();
    }
    Outcome alternatives = AlternativesCheck.check(node, schema, path);
    out.add(out.isClean() ? alternatives : alternatives.withoutFindings()).passed();
    switch (node) {
      case TextNode text -> {
        out.add(text(text, schema, path)).passed();
        if (!schema.format().isEmpty() && !isNumberFormat(schema)) {
          out.add(format(text, schema, path)).passed();
        }
      }
      case IntegerNode number -> out.add(NumberCheck.check(number, schema, path)).passed();
      case DecimalNode number -> out.add(NumberCheck.check(number, schema, path)).passed();
      case ArrayNode array -> out.add(list(array, schema, path)).passed();
      default -> {}
    }
    Outcome enumeration = enumeration(node, schema, path);
    out.add(out.isClean() ? enumeration : enumeration.withoutFindings()).passed();
    if (node instanceof ObjectNode object) {
      out.add(object(object, schema, path)).passed();
    }
    return out.passed();
  }

  private static boolean isNumberFormat(Schema schema) {
    return schema.allows("integer") || schema.allows("number");
  }

  private static Outcome type(Node node, Schema schema, FieldPath path) {
    var out = new Outcome().passed();
    String expected = String.join(",", schema.types());
    if (node instanceof NullNode) {
      return schema.types().isEmpty() || schema.isNullable()
          ? out
          : wrongType(node, schema, path, expected, "null");
    }
    String type = typeOf(node);
    boolean isTextOrList = node instanceof TextNode || node instanceof ArrayNode;
    boolean fits = schema.allows(type) || isNumberInOtherClothes(node, schema);
    if (!isTextOrList && !schema.format().isEmpty() && !fits) {
      return wrongType(node, schema, path, schema.format(), formatOf(node));
    }
    // A format makes the server forget to compare text and lists with the type.
    boolean isExcused = isTextOrList && !schema.format().isEmpty() && !isNumberFormat(schema);
    return fits || isExcused ? out : wrongType(node, schema, path, expected, type);
  }

  private static boolean isNumberInOtherClothes(Node node, Schema schema) {
    return switch (node) {
      case IntegerNode ignored when schema.allows("number") -> true;
      case IntegerNode whole ->
          !GoNumber.isWhole(whole) && schema.allows("integer") && isWholeInMeaning(whole);
      case DecimalNode real -> schema.allows("integer") && isWholeInMeaning(real);
      default -> false;
    };
  }

  private static boolean isWholeInMeaning(Node number) {
    return GoNumber.of(number) instanceof GoNumber.Real real && real.isWholeInMeaning();
  }

  private static String typeOf(Node node) {
    return switch (node) {
      case ObjectNode ignored -> "object";
      case ArrayNode ignored -> "array";
      case TextNode ignored -> "string";
      case BooleanNode ignored -> "boolean";
      case IntegerNode whole -> GoNumber.isWhole(whole) ? "integer" : "number";
      case DecimalNode ignored -> "number";
      case NullNode ignored -> "null";
    };
  }

  private static String formatOf(Node node) {
    return switch (node) {
      case IntegerNode whole when GoNumber.isWhole(whole) -> "int64";
      case IntegerNode ignored -> "float64";
      case DecimalNode ignored -> "float64";
      default -> "";
    };
  }

  private static Outcome wrongType(
      Node node, Schema schema, FieldPath path, String expected, String met) {
    String at = GoText.dotted(path);
    String message =
        at + ": Invalid value: \"" + met + "\": " + at + " in body must be of type " + expected;
    return Outcome.of(
        Complaint.blocking(message + ": \"" + met + "\"", Wording.wrongType(path, node, schema)));
  }

  private static Outcome enumeration(Node node, Schema schema, FieldPath path) {
    if (schema.oneOfValues().isEmpty()
        || schema.oneOfValues().stream().anyMatch(allowed -> isSame(node, allowed))) {
      return new Outcome();
    }
    String supported =
        String.join(
            ", ",
            schema.oneOfValues().stream()
                .map(v -> v instanceof TextNode text ? text.value() : GoText.json(v))
                .map(GoText::quote)
                .toList());
    return Outcome.of(
        Complaint.blocking(
            GoText.dotted(path)
                + ": Unsupported value: "
                + GoText.value(node)
                + ": supported values: "
                + supported,
            Wording.unknownValue(path, node, schema.oneOfValues())));
  }

  private static boolean isSame(Node node, Node allowed) {
    return switch (node) {
      case TextNode text -> allowed instanceof TextNode other && text.value().equals(other.value());
      case IntegerNode ignored -> isSameNumber(node, allowed);
      case DecimalNode ignored -> isSameNumber(node, allowed);
      default -> GoText.json(node).equals(GoText.json(allowed));
    };
  }

  private static boolean isSameNumber(Node node, Node allowed) {
    return (allowed instanceof IntegerNode || allowed instanceof DecimalNode)
        && GoNumber.of(node).asDouble() == GoNumber.of(allowed).asDouble();
  }

  private static Outcome text(TextNode node, Schema schema, FieldPath path) {
    String value = node.value();
    String at = GoText.dotted(path);
    long length = value.codePointCount(0, value.length());
    var bounds = schema.text();
    if (length > bounds.maxLength().orElse(Long.MAX_VALUE)) {
      long most = bounds.maxLength().getAsLong();
      String unit = most == 1 ? " byte" : " bytes";
      return Outcome.of(
          Complaint.blocking(
              at + ": Too long: may not be more than " + most + unit,
              Wording.tooLong(path, value, most)));
    }
    if (length < bounds.minLength().orElse(0)) {
      long least = bounds.minLength().getAsLong();
      return Outcome.of(
          invalid(
              at,
              GoText.quote(value),
              "should be at least " + least + " chars long",
              Wording.tooShort(path, value, least)));
    }
    return bounds
        .pattern()
        .filter(pattern -> !Formats.matches(pattern, value))
        .map(
            pattern ->
                Outcome.of(
                    invalid(
                        at,
                        GoText.quote(value),
                        "should match '" + pattern + "'",
                        PatternWording.finding(path, value, pattern))))
        .orElseGet(Outcome::new);
  }

  private static Outcome format(TextNode node, Schema schema, FieldPath path) {
    if (Formats.fits(schema.format(), node.value())) {
      return new Outcome();
    }
    String at = GoText.dotted(path);
    String value = GoText.quote(node.value());
    return Outcome.of(
        Complaint.blocking(
            at
                + ": Invalid value: "
                + value
                + ": "
                + at
                + " in body must be of type "
                + schema.format()
                + ": "
                + value,
            Wording.wrongFormat(path, node, schema.format())));
  }

  private static Outcome list(ArrayNode array, Schema schema, FieldPath path) {
    var out = new Outcome();
    var shape = schema.list();
    int size = array.items().size();
    if (shape.items().isPresent()) {
      for (int i = 0; i < size; i++) {
        out.add(check(array.items().get(i), shape.items().get(), path.item(i)));
      }
    }
    String at = GoText.dotted(path);
    if (size < shape.minItems().orElse(0)) {
      long least = shape.minItems().getAsLong();
      out.complain(
          invalid(
              at,
              String.valueOf(size),
              "should have at least " + least + " items",
              Wording.tooFew(path, size, least, "item")));
    }
    if (size > shape.maxItems().orElse(Long.MAX_VALUE)) {
      long most = shape.maxItems().getAsLong();
      out.complain(tooMany(at, size, most, Wording.tooMany(path, size, most, "item")));
    }
    if (shape.hasUniqueItems()
        && array.items().stream().map(GoText::json).distinct().count() < size) {
      out.complain(invalid(at, "\"\"", "shouldn't contain duplicates", Wording.repeated(path)));
    }
    return out.passed();
  }

  private static Outcome object(ObjectNode object, Schema schema, FieldPath path) {
    var out = new Outcome();
    var shape = schema.object();
    String at = GoText.dotted(path);
    int size = object.members().size();
    if (size < shape.minProperties().orElse(0)) {
      long least = shape.minProperties().getAsLong();
      out.complain(
          invalid(
              at,
              String.valueOf(size),
              "should have at least " + least + " properties",
              Wording.tooFew(path, size, least, "field")));
    }
    if (size > shape.maxProperties().orElse(Long.MAX_VALUE)) {
      long most = shape.maxProperties().getAsLong();
      out.complain(tooMany(at, size, most, Wording.tooMany(path, size, most, "field")));
    }
    for (var member : object.members()) {
      Optional<Schema> its = schema.member(member.name());
      boolean isNamed = shape.properties().containsKey(member.name());
      its.ifPresent(
          found ->
              out.add(
                  check(
                      member.value(),
                      found,
                      isNamed ? path.child(member.name()) : path.key(member.name()))));
    }
    for (String name : shape.required()) {
      if (object.get(name).isEmpty()) {
        FieldPath missing = path.child(name);
        out.complain(
            Complaint.blocking(
                GoText.dotted(missing) + ": Required value", Wording.missing(missing, name)));
      }
    }
    return out;
  }

  private static Complaint tooMany(String at, long size, long most, Finding finding) {
    String items = most == 1 ? " item" : " items";
    return Complaint.blocking(
        at + ": Too many: " + size + ": must have at most " + most + items, finding);
  }

  /** The common shape of a message: path, value, and the path again. */
  static Complaint invalid(String at, String value, String because, Finding finding) {
    return Complaint.of(
        at + ": Invalid value: " + value + ": " + at + " in body " + because, finding);
  }
}
