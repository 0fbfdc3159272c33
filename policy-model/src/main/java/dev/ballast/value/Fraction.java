package dev.ballast.value;

import java.math.BigInteger;

/**
 * A part of a whole, from none to all of it.
 *
 * @param numerator zero to {@code denominator}
 * @param denominator one or more; the API's default is 100
 */
public record Fraction(long numerator, long denominator) {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  public Fraction {
    if (denominator < 1 || numerator < 0 || numerator > denominator) {
      throw new IllegalArgumentException(
          "a fraction lies between 0 and 1, was " + numerator + "/" + denominator);
    }
  }

  /** A fraction as written; a refusal has the code {@code fraction-range}. */
  public static Parsed<Fraction> parse(long numerator, long denominator) {
    if (denominator < 1) {
      return bad("the denominator " + denominator + " is less than 1", "write 1 or more");
    }
    if (numerator < 0) {
      return bad("the numerator " + numerator + " is less than 0", "write 0 or more");
    }
    if (numerator > denominator) {
      return bad(
          "%d of %d is more than the whole".formatted(numerator, denominator),
          "write at most %d, or a larger denominator".formatted(denominator));
    }
    return new Parsed.Good<>(new Fraction(numerator, denominator));
  }

  private static Parsed<Fraction> bad(String sentence, String hint) {
    return new Parsed.Bad<>("fraction-range", sentence, hint);
  }

  /** In millionths, rounded down: 1/7 is 142857. */
  public int millionths() {
    return BigInteger.valueOf(numerator)
        .multiply(MILLION)
        .divide(BigInteger.valueOf(denominator))
        .intValueExact();
  }

  public Percent percent() {
    return new Percent((double) numerator / denominator * 100);
  }
}
