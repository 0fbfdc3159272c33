package dev.ballast.source;

import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import java.math.BigDecimal;

/** Numbers as they arrive at the API server. */
final class Numbers {
  /** From here on Go prints a whole double with an exponent, and it stays a decimal. */
  private static final double LARGEST_PLAIN_WHOLE = 1e21;

  private Numbers() {}

  /**
   * A decimal as kubectl sends it: it goes through a double, and a whole one loses its fraction on
   * the way, so {@code 2.0} arrives as {@code 2}.
   *
   * @param number finite
   */
  static Node asKubectlSends(double number, Span span) {
    var shortest = new BigDecimal(Double.toString(number));
    boolean isWhole = number == Math.rint(number) && Math.abs(number) < LARGEST_PLAIN_WHOLE;
    return isWhole
        ? new IntegerNode(shortest.toBigIntegerExact(), span)
        : new DecimalNode(shortest, span);
  }

  static Refusal outOfRange(String written, Span span) {
    return new Refusal(
        SourceProblem.NUMBER_RANGE,
        span,
        "`" + shortened(written) + "` is no number that JSON and Kubernetes can carry",
        "write a finite number, or quote it if it is meant as text");
  }

  private static String shortened(String written) {
    return written.length() <= 40 ? written : written.substring(0, 37) + "...";
  }
}
