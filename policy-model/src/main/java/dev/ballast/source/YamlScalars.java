package dev.ballast.source;

import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML scalar means to kubectl, which reads YAML with go-yaml v2 and turns it into JSON:
 *
 * <ul>
 *   <li>{@code y}, {@code yes}, {@code on} and {@code n}, {@code no}, {@code off} are booleans;
 *   <li>{@code 0x10}, {@code 0o17}, {@code 017}, {@code 0b11} and {@code 1_000} are integers;
 *   <li>a decimal goes through a double, and a whole one becomes an integer: {@code 2.0} is 2;
 *   <li>dates and sexagesimals stay text; infinities cannot be carried by JSON.
 * </ul>
 */
final class YamlScalars {
  private static final String STANDARD = "tag:yaml.org,2002:";
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  /** More digits than 64 bits need in any base; longer ones would only cost time. */
  private static final int LONGEST_INTEGER = 100;

  private YamlScalars() {}

  /** A scalar without quotes and without a tag. */
  static Node plain(String text, Span span) {
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return new BooleanNode(TRUE.contains(text), span);
    }
    if (NULL.contains(text)) {
      return new NullNode(span);
    }
    char first = text.charAt(0);
    if (first == '.' || first == '-' || first == '+' || Character.isDigit(first)) {
      if (NOT_FINITE.matcher(text).matches()) {
        throw Numbers.outOfRange(text, span);
      }
      return number(text, span).orElseGet(() -> new TextNode(text, span));
    }
    return new TextNode(text, span);
  }

  /** A scalar with a tag. Tags that YAML itself does not know make it text, whatever it says. */
  static Node tagged(String tag, String text, Span span) {
    return switch (tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : tag) {
      case "bool" -> must(plain(text, span) instanceof BooleanNode b ? b : null, tag, text, span);
      case "null" -> must(plain(text, span) instanceof NullNode n ? n : null, tag, text, span);
      case "int" -> must(plain(text, span) instanceof IntegerNode i ? i : null, tag, text, span);
      case "float" -> must(number(text, span).orElse(null), tag, text, span);
      case "binary" -> binary(text, span);
      default -> new TextNode(text, span);
    };
  }

  private static Node must(@Nullable Node node, String tag, String text, Span span) {
    if (node == null) {
      throw new Refusal(
          SourceProblem.SCALAR_TAG,
          span,
          "`" + text + "` does not fit its tag `!!" + tag.substring(STANDARD.length()) + "`",
          "remove the tag, or write a value of that type");
    }
    return node;
  }

  private static Node binary(String text, Span span) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return new TextNode(new String(bytes, StandardCharsets.UTF_8), span);
    } catch (IllegalArgumentException notBase64) {
      throw new Refusal(
          SourceProblem.SCALAR_TAG, span, "the value of `!!binary` is not base64", "");
    }
  }

  private static Optional<Node> number(String text, Span span) {
    String digits = text.startsWith(".") ? text : text.replace("_", "");
    Optional<BigInteger> integer = integer(digits);
    if (integer.isPresent() && fits(integer.get())) {
      return Optional.of(new IntegerNode(integer.get(), span));
    }
    if (!DECIMAL.matcher(digits).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(digits);
    return Double.isInfinite(number)
        ? Optional.empty()
        : Optional.of(Numbers.asKubectlSends(number, span));
  }

  private static Optional<BigInteger> integer(String digits) {
    var match = INTEGER.matcher(digits);
    if (digits.length() > LONGEST_INTEGER || !match.matches()) {
      return Optional.empty();
    }
    String sign = match.group(1).equals("-") ? "-" : "";
    int[] radix = {16, 2, 8, 10};
    for (int i = 0; i < radix.length; i++) {
      String group = match.group(i + 2);
      if (group != null) {
        return Optional.of(new BigInteger(sign + group, radix[i]));
      }
    }
    throw new IllegalStateException("no group of " + INTEGER + " matched " + digits);
  }

  private static boolean fits(BigInteger number) {
    return number.compareTo(SMALLEST) >= 0 && number.compareTo(LARGEST) <= 0;
  }

  /** A key as text: JSON has no other keys, so kubectl converts them. */
  static String key(Node key) {
    return switch (key) {
      case TextNode text -> text.value();
      case BooleanNode bool -> String.valueOf(bool.value());
      case IntegerNode number when number.value().bitLength() < Long.SIZE ->
          number.value().toString();
      case DecimalNode number -> shortDecimal(number.value());
      default ->
          throw new Refusal(
              SourceProblem.KEY_TYPE,
              key.span(),
              "this key is no text",
              "quote the key if it is meant as text");
    };
  }

  /** As Go's {@code strconv.FormatFloat(number, 'g', -1, 32)}. */
  private static String shortDecimal(BigDecimal number) {
    var shortest = new BigDecimal(Float.toString(number.floatValue())).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return "%s%se%s%02d"
        .formatted(
            shortest.signum() < 0 ? "-" : "",
            mantissa,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent))
        .toLowerCase(Locale.ROOT);
  }
}
