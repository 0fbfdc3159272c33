package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as Go prints them in the API server's messages. */
final class GoText {
  private GoText() {}

  /** A path as structural errors print it, where keys of maps look like fields. */
  static String dotted(FieldPath path) {
    var text = new StringBuilder();
    for (FieldPath.Step step : path.steps()) {
      switch (step) {
        case FieldPath.Step.Field(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case FieldPath.Step.Index(var index) -> text.append('[').append(index).append(']');
        case FieldPath.Step.Key(var key) -> text.append(text.isEmpty() ? "" : ".").append(key);
      }
    }
    return text.toString();
  }

  /** A value behind {@code Invalid value:}. */
  static String value(Node node) {
    return switch (node) {
      case TextNode text -> quote(text.value());
      case BooleanNode bool -> String.valueOf(bool.value());
      case IntegerNode whole when GoNumber.isWhole(whole) -> whole.value().toString();
      case IntegerNode whole -> decimal(whole.value().doubleValue());
      case DecimalNode number -> decimal(number.value().doubleValue());
      case ObjectNode object -> json(object);
      case ArrayNode array -> json(array);
      case NullNode ignored -> "null";
    };
  }

  /** {@code %v} of a float64. */
  static String decimal(double value) {
    return scientific(value, 6, -4, true);
  }

  /** {@code %q}. */
  static String quote(String value) {
    var text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case 7 -> text.append("\\a");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case 11 -> text.append("\\v");
                default -> appendQuoted(text, c);
              }
            });
    return text.append('"').toString();
  }

  private static void appendQuoted(StringBuilder text, int c) {
    if (isPrintable(c)) {
      text.appendCodePoint(c);
    } else if (c < 0x80) {
      text.append(String.format(Locale.ROOT, "\\x%02x", c));
    } else {
      text.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** As {@code json.Marshal}: names sorted, and signs that matter to HTML escaped. */
  static String json(Node node) {
    return switch (node) {
      case TextNode text -> jsonText(text.value());
      case BooleanNode bool -> String.valueOf(bool.value());
      case IntegerNode whole when GoNumber.isWhole(whole) -> whole.value().toString();
      case IntegerNode whole -> jsonDecimal(whole.value().doubleValue());
      case DecimalNode number -> jsonDecimal(number.value().doubleValue());
      case ObjectNode object ->
          object.members().stream()
              .sorted(Comparator.comparing(Member::name))
              .map(m -> jsonText(m.name()) + ":" + json(m.value()))
              .collect(Collectors.joining(",", "{", "}"));
      case ArrayNode array ->
          array.items().stream().map(GoText::json).collect(Collectors.joining(",", "[", "]"));
      case NullNode ignored -> "null";
    };
  }

  private static String jsonText(String value) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' ->
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        default ->
            text.append(
                c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    return text.append('"').toString();
  }

  private static String jsonDecimal(double value) {
    return scientific(value, 21, -6, false);
  }

  private static String scientific(double value, int tooLarge, int tooSmall, boolean padded) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= tooSmall && exponent < tooLarge) {
      return digits.toPlainString();
    }
    String all = digits.unscaledValue().abs().toString();
    String sign = value < 0 ? "-" : "";
    String fraction = all.length() > 1 ? "." + all.substring(1) : "";
    String magnitude = String.valueOf(Math.abs(exponent));
    String padding = padded && magnitude.length() < 2 ? "0" : "";
    return sign + all.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + padding + magnitude;
  }
}
