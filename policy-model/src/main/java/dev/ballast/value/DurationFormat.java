package dev.ballast.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Gateway API writes them (GEP-2257) and Go reads them: one to four parts, each one to
 * five digits and a unit of {@code h}, {@code m}, {@code s} or {@code ms}. The parts add up, in any
 * order, and a unit may repeat: {@code 1s1h} and {@code 10s10s} are good.
 *
 * <p>Range: zero to 399,996 hours, four parts of 99999h. Go's own limit, 292 years, is more than
 * six times as far, so no duration that is written well can overflow.
 */
public final class DurationFormat {
  private static final Pattern WELL_FORMED = Pattern.compile("([0-9]{1,5}(h|m|s|ms)){1,4}");
  private static final Pattern PART = Pattern.compile("([0-9]+)(h|ms|m|s)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4})d");
  private static final Pattern FINE_UNIT = Pattern.compile(".*[0-9](ns|us|\u00b5s|\u03bcs)$");
  private static final Pattern LONG_PART = Pattern.compile("[0-9]{6}");

  private DurationFormat() {}

  /** Codes of a refusal: {@code duration-unit}, {@code duration-format}. */
  public static Parsed<Duration> parse(String text) {
    if (!WELL_FORMED.matcher(text).matches()) {
      return refusal(text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(amount(Long.parseLong(part.group(1)), part.group(2)));
    }
    return new Parsed.Good<>(sum);
  }

  private static Duration amount(long number, String unit) {
    return switch (unit) {
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      case "s" -> Duration.ofSeconds(number);
      case "ms" -> Duration.ofMillis(number);
      default -> throw new IllegalStateException("the pattern lets unit " + unit + " through");
    };
  }

  /**
   * The canonical form: largest unit first, each unit once, {@code 0s} for zero. From 100,000 hours
   * on the hours take six digits, which Go reads and the pattern above does not.
   *
   * @throws IllegalArgumentException for a duration that cannot be written: negative, or finer than
   *     a millisecond
   */
  public static String print(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException("no such duration can be written: " + duration);
    }
    var text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }

  private static Parsed<Duration> refusal(String text) {
    String quoted = "\"" + text + "\"";
    if (text.isEmpty()) {
      return bad("duration-format", "the duration is empty", "write \"0s\" for no time at all");
    }
    if (NUMBER.matcher(text).matches()) {
      return bad("duration-unit", quoted + " has no unit", unitsFor(text));
    }
    Optional<String> hours = inHours(text);
    if (hours.isPresent()) {
      return bad(
          "duration-unit",
          quoted + " uses days; the largest unit is \"h\"",
          "write \"" + hours.get() + "\"");
    }
    if (FINE_UNIT.matcher(text).matches()) {
      return bad(
          "duration-unit",
          quoted + " uses a unit below a millisecond",
          "the smallest duration is \"1ms\"");
    }
    if (text.startsWith("-") || text.startsWith("+")) {
      return bad("duration-format", quoted + " has a sign", "a duration is zero or more");
    }
    if (text.indexOf('.') >= 0) {
      return bad(
          "duration-format", quoted + " has a fraction", "use a smaller unit: \"1500ms\" is 1.5 s");
    }
    if (LONG_PART.matcher(text).find()) {
      return bad(
          "duration-format",
          quoted + " has a number of more than five digits",
          "use a larger unit");
    }
    return bad(
        "duration-format",
        quoted + " is no duration",
        "write up to four numbers with a unit of h, m, s or ms, such as \"1h30m\"");
  }

  private static String unitsFor(String number) {
    return number.length() > 5
        ? "write a unit of h, m, s or ms behind at most five digits"
        : "write \"" + number + "ms\" or \"" + number + "s\"";
  }

  private static Optional<String> inHours(String text) {
    Matcher days = DAYS.matcher(text);
    return days.matches()
        ? Optional.of(Integer.parseInt(days.group(1)) * 24 + "h").filter(h -> h.length() <= 6)
        : Optional.empty();
  }

  private static Parsed<Duration> bad(String code, String sentence, String hint) {
    return new Parsed.Bad<>(code, sentence, hint);
  }
}
