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
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Our words for what breaks the structure of a schema, one method per kind of failure. */
final class Wording {
  /** A value longer than this is cut in a sentence. */
  private static final int SPOKEN_CHARACTERS = 80;

  private Wording() {}

  static Finding missing(FieldPath path, String field) {
    return Finding.error(
        "missing-field", path, "`" + field + "` is missing", "add `" + field + "`");
  }

  static Finding wrongType(FieldPath path, Node value, Schema schema) {
    if (value instanceof IntegerNode && schema.allows("integer")) {
      return outOfFormat(path, value, schema.format());
    }
    String expected =
        schema.types().stream().map(Wording::typeName).collect(Collectors.joining(" or "));
    String sentence = spoken(value) + " stands where " + expected + " is expected";
    return Finding.error("wrong-type", path, sentence, typeHint(value, schema));
  }

  private static String typeHint(Node value, Schema schema) {
    if (!schema.oneOfValues().isEmpty()) {
      return "use one of "
          + schema.oneOfValues().stream().map(Wording::plain).collect(Collectors.joining(", "));
    }
    if (value instanceof IntegerNode number && PatternWording.wantsDuration(schema)) {
      return "write it with a unit, such as \"" + number.value() + "s\"";
    }
    return switch (value) {
      case DecimalNode ignored when schema.allows("integer") && !schema.allows("string") ->
          "remove the fraction";
      case TextNode(var text, var span)
          when (schema.allows("integer") && text.matches("-?[0-9]+"))
              || (schema.allows("number") && text.matches("-?[0-9]+(\\.[0-9]+)?"))
              || (schema.allows("boolean") && text.matches("true|false")) ->
          "remove the quotes: " + text;
      case IntegerNode number when schema.allows("string") ->
          "put it in quotes: \"" + number.value() + "\"";
      case DecimalNode number when schema.allows("string") ->
          "put it in quotes: \"" + number.value().toPlainString() + "\"";
      case BooleanNode bool when schema.allows("string") ->
          "put it in quotes: \"" + bool.value() + "\"";
      case ObjectNode ignored when schema.allows("array") -> "begin each item with `- `";
      case ArrayNode ignored when schema.allows("object") -> "remove the leading `- `";
      default -> "";
    };
  }

  static Finding unknownValue(FieldPath path, Node value, List<Node> allowed) {
    List<String> names = allowed.stream().map(Wording::plain).toList();
    String sentence = spoken(value) + " is not one of " + String.join(", ", names);
    String hint =
        value instanceof TextNode text
            ? NearMatch.of(text.value(), names).map(n -> "did you mean \"" + n + "\"?").orElse("")
            : "";
    return Finding.error("unknown-value", path, sentence, hint);
  }

  static Finding tooSmall(FieldPath path, Node value, double least, boolean isExcluded) {
    String bound = number(least);
    return Finding.error(
        "too-small",
        path,
        plain(value) + " is too small",
        isExcluded ? "use more than " + bound : "use " + bound + " or more");
  }

  static Finding tooLarge(FieldPath path, Node value, double most, boolean isExcluded) {
    String bound = number(most);
    return Finding.error(
        "too-large",
        path,
        plain(value) + " is too large",
        isExcluded ? "use less than " + bound : "use " + bound + " or less");
  }

  static Finding notMultiple(FieldPath path, Node value, double factor) {
    return Finding.error(
        "not-a-multiple", path, plain(value) + " is no multiple of " + number(factor), "");
  }

  static Finding outOfFormat(FieldPath path, Node value, String format) {
    if (GoNumber.of(value) instanceof GoNumber.Real real && !real.isWholeInMeaning()) {
      return Finding.error(
          "wrong-type", path, plain(value) + " is no whole number", "remove the fraction");
    }
    String bits = format.equals("int32") ? "32" : "64";
    return Finding.error(
        "number-range", path, plain(value) + " does not fit into " + bits + " bits", "");
  }

  static Finding tooShort(FieldPath path, String value, long least) {
    return value.isEmpty()
        ? Finding.error("too-short", path, "the text is empty", "write something, or remove it")
        : Finding.error(
            "too-short",
            path,
            quoted(value) + " has " + count(length(value), "character"),
            "use " + least + " or more");
  }

  static Finding tooLong(FieldPath path, String value, long most) {
    return Finding.error(
        "too-long",
        path,
        "the text has " + count(length(value), "character") + ", and " + most + " are allowed",
        "");
  }

  static Finding tooFew(FieldPath path, long size, long least, String what) {
    return Finding.error(
        "too-few",
        path,
        size == 0 ? "it is empty" : "it has only " + count(size, what),
        "give " + count(least, what) + " or more, or remove it");
  }

  static Finding tooMany(FieldPath path, long size, long most, String what) {
    return Finding.error(
        "too-many", path, "it has " + count(size, what) + ", and " + most + " are allowed", "");
  }

  static Finding duplicate(FieldPath path, Node id) {
    String what =
        id instanceof ObjectNode key
            ? key.members().stream()
                .map(m -> m.name() + " " + spoken(m.value()))
                .collect(Collectors.joining(" and "))
            : spoken(id);
    return Finding.error("duplicate", path, what + " is there already", "remove one of the two");
  }

  static Finding repeated(FieldPath path) {
    return Finding.error("duplicate", path, "one item is there twice", "remove one of the two");
  }

  static Finding wrongFormat(FieldPath path, Node value, String format) {
    return switch (format) {
      case "byte" ->
          Finding.error(
              "base64", path, spoken(value) + " is not base64", "encode it: printf … | base64");
      case "ipv4" -> Finding.error("ip-address", path, spoken(value) + " is no IPv4 address", "");
      case "ipv6" -> Finding.error("ip-address", path, spoken(value) + " is no IPv6 address", "");
      default -> Finding.error("format", path, spoken(value) + " is no " + format, "");
    };
  }

  static Finding noAlternative(FieldPath path) {
    return Finding.error("no-alternative", path, "it fits none of the forms allowed here", "");
  }

  static Finding severalAlternatives(FieldPath path) {
    return Finding.error(
        "no-alternative", path, "it fits more than one of the forms allowed here", "");
  }

  static Finding forbidden(FieldPath path) {
    return Finding.error("no-alternative", path, "it has a form that is not allowed here", "");
  }

  /** A value in quotes, cut when long. */
  static String quoted(String value) {
    String cut =
        length(value) <= SPOKEN_CHARACTERS
            ? value
            : value.substring(0, value.offsetByCodePoints(0, SPOKEN_CHARACTERS)) + "…";
    return GoText.quote(cut);
  }

  private static String spoken(Node value) {
    return switch (value) {
      case TextNode text -> quoted(text.value());
      case ObjectNode ignored -> "an object";
      case ArrayNode ignored -> "a list";
      default -> plain(value);
    };
  }

  /** A value as written, without quotes. */
  private static String plain(Node value) {
    return switch (value) {
      case TextNode text -> text.value();
      case IntegerNode number -> number.value().toString();
      case DecimalNode number -> number.value().toString();
      case BooleanNode bool -> String.valueOf(bool.value());
      case NullNode ignored -> "null";
      case ObjectNode ignored -> "an object";
      case ArrayNode ignored -> "a list";
    };
  }

  private static String typeName(String type) {
    return switch (type) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "text";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> type;
    };
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
