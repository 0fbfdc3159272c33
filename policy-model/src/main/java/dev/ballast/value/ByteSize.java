package dev.ballast.value;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An amount of memory, written as a Kubernetes quantity: {@code 32Ki} is 32768, {@code 32k} is
 * 32000, no suffix means bytes.
 *
 * @param bytes zero or more, of any size
 */
public record ByteSize(BigInteger bytes) implements Comparable<ByteSize> {
  /** What the API allows; a sign, a fraction, an exponent and a leading zero are not among it. */
  private static final Pattern WELL_FORMED = Pattern.compile("([1-9][0-9]*)([EPTGMK]i|[EPTGMk])?");

  private static final BigInteger BINARY = BigInteger.valueOf(1024);
  private static final BigInteger DECIMAL = BigInteger.valueOf(1000);
  private static final String POWERS = "KMGTPE";

  public ByteSize {
    if (bytes.signum() < 0) {
      throw new IllegalArgumentException("a size is zero or more, was " + bytes);
    }
  }

  public static ByteSize ofBytes(long bytes) {
    return new ByteSize(BigInteger.valueOf(bytes));
  }

  /** A quantity written as text; a refusal has the code {@code quantity-format}. */
  public static Parsed<ByteSize> parse(String text) {
    var match = WELL_FORMED.matcher(text);
    if (!match.matches()) {
      return bad("\"" + text + "\" is no size");
    }
    String suffix = match.group(2) == null ? "" : match.group(2);
    BigInteger base = suffix.endsWith("i") ? BINARY : DECIMAL;
    int power =
        suffix.isEmpty() ? 0 : POWERS.indexOf(suffix.charAt(0) == 'k' ? 'K' : suffix.charAt(0)) + 1;
    return new Parsed.Good<>(
        new ByteSize(new BigInteger(match.group(1)).multiply(base.pow(power))));
  }

  /**
   * A quantity written as a number, to which the API applies no pattern: zero passes there, and a
   * negative one too, which is refused here.
   */
  public static Parsed<ByteSize> ofInteger(BigInteger number) {
    return number.signum() < 0
        ? bad(number + " is less than nothing")
        : new Parsed.Good<>(new ByteSize(number));
  }

  private static Parsed<ByteSize> bad(String sentence) {
    return new Parsed.Bad<>(
        "quantity-format",
        sentence,
        "write whole bytes with one of Ki, Mi, Gi, Ti, Pi, Ei or k, M, G, T, P, E behind, or none");
  }

  @Override
  public int compareTo(ByteSize other) {
    return bytes.compareTo(other.bytes);
  }

  /** The shortest exact form with a binary suffix: {@code 32Ki}, else plain bytes. */
  @Override
  public String toString() {
    BigInteger number = bytes;
    int power = 0;
    while (number.signum() > 0 && power < POWERS.length() && number.mod(BINARY).signum() == 0) {
      number = number.divide(BINARY);
      power++;
    }
    return power == 0 ? number.toString() : number + POWERS.substring(power - 1, power) + "i";
  }
}
