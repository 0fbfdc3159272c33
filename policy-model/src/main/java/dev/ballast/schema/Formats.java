package dev.ballast.schema;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Text against patterns and formats, in time linear in its length. */
final class Formats {
  /** The standard alphabet with padding, and at least one group. */
  private static final String BASE64 =
      "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$";

  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Formats() {}

  /** Whether the pattern, RE2 syntax, matches somewhere in the text. */
  static boolean matches(String pattern, String text) {
    return COMPILED.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
  }

  static boolean fits(String format, String text) {
    return switch (format) {
      case "byte" -> matches(BASE64, text);
      case "ipv4" -> IpText.isIpWithDots(text);
      case "ipv6" -> IpText.isIpWithColons(text);
      default -> throw new IllegalStateException("format " + format + " is not checked");
    };
  }
}
