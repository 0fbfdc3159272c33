package dev.ballast.policy.loadbalancer;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Gateway API writes them, after their pattern has accepted them. */
final class GatewayDurations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(h|ms|m|s)");

  private GatewayDurations() {}

  /** Parts add up, in any order. Four parts of five digits stay far below what Envoy can hold. */
  static Duration parse(String text) {
    var parts = PART.matcher(text);
    Duration sum = Duration.ZERO;
    while (parts.find()) {
      long amount = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "s" -> Duration.ofSeconds(amount);
                default -> Duration.ofMillis(amount);
              });
    }
    return sum;
  }
}
