package dev.ballast.source;

import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import java.math.BigDecimal;

/** Numbers as they arrive at the API server. */
final class Numbers {
  /** From here on Go prints a whole double with an exponent, and it stays a decimal. */
  private static final double LARGEST_PLAIN_WHOLE = 1e21;

  /** No double needs more decimal places, nor more zeros at its end. */
  private static final int LARGEST_SCALE = 1100;

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

  /**
   * The number as written, unless its exponent is absurd: {@code 1e-999999999} is a few bytes here,
   * and a gigabyte for whoever rounds it or prints it without an exponent.
   *
   * @param number the same as a double
   */
  static BigDecimal tame(BigDecimal written, double number) {
    return Math.abs((long) written.scale()) > LARGEST_SCALE ? decimal(number) : written;
  }

  /** With a fraction or an exponent at all times, so that it stays a decimal when it is written. */
  static BigDecimal decimal(double number) {
    return withFraction(BigDecimal.valueOf(number));
  }

  static BigDecimal withFraction(BigDecimal number) {
    return number.scale() == 0 ? number.setScale(1) : number;
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
