package dev.ballast.bench;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the server's log.
 *
 * @param at when it was said, to the microsecond
 */
record LogLine(Instant at, String text) {
  private static final Pattern LINE = Pattern.compile("(\\S+) +[A-Z]+ +[^:]+: (.*)");
  private static final Pattern HEARD = Pattern.compile("\\bheardMsAgo=([0-9]+\\.[0-9]+)");
  private static final Pattern ACKED = Pattern.compile("acked type=([a-z]+) resources=([0-9]+)");

  /** Empty for what is no line of a log, such as the launcher's words. */
  static Optional<LogLine> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Instant at = OffsetDateTime.parse(matcher.group(1)).toInstant();
      return Optional.of(new LogLine(at, matcher.group(2)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** When the engine was handed what this line says is translated. */
  Optional<Instant> heard() {
    Matcher matcher = HEARD.matcher(text);
    return matcher.find()
        ? Optional.of(
            at.minus(Duration.ofNanos((long) (1e6 * Double.parseDouble(matcher.group(1))))))
        : Optional.empty();
  }

  /** When an Envoy confirmed resources of this type. */
  Optional<Instant> acked(String type) {
    Matcher matcher = ACKED.matcher(text);
    boolean confirms =
        matcher.find() && matcher.group(1).equals(type) && !matcher.group(2).equals("0");
    return confirms ? Optional.of(at) : Optional.empty();
  }
}
