package dev.ballast.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "32Ki, 32768",
    "32k, 32000",
    "1M, 1000000",
    "1Mi, 1048576",
    "3G, 3000000000",
    "1Ei, 1152921504606846976",
    "8E, 8000000000000000000",
    "9999999999Ei, 11529215044915548255393153024",
  })
  void aSuffixIsAPowerOf1024OrOf1000(String text, BigInteger bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(new Parsed.Good<>(new ByteSize(bytes)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "01", "-1", "1.5Gi", "1K", "1ki", "1e3", "1 Ki", "Ki", "1B"})
  void whatTheApiRefusesIsRefused(String text) {
    assertThat(ByteSize.parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void aNumberMayBeZeroButNotLess() {
    assertThat(ByteSize.ofInteger(BigInteger.ZERO))
        .isEqualTo(new Parsed.Good<>(ByteSize.ofBytes(0)));
    assertThat(ByteSize.ofInteger(BigInteger.valueOf(-5))).isInstanceOf(Parsed.Bad.class);
  }

  @Property(tries = 300)
  void whatIsPrintedIsReadBack(@ForAll @BigRange(min = "1") BigInteger bytes) {
    var size = new ByteSize(bytes);
    assertThat(ByteSize.parse(size.toString())).isEqualTo(new Parsed.Good<>(size));
  }

  @Property(tries = 300)
  void aLargerNumberIsALargerSize(@ForAll @IntRange(min = 1) int number) {
    assertThat(ByteSize.ofBytes(number)).isLessThan(size(number + "k"));
    assertThat(size(number + "k")).isLessThan(size(number + "Ki"));
  }

  @Property(tries = 300)
  void millionthsAreRoundedDown(
      @ForAll @IntRange(min = 1) int denominator, @ForAll @IntRange(min = 0) int n) {
    var fraction = new Fraction(Math.min(n, denominator), denominator);
    double exact = 1e6 * fraction.numerator() / fraction.denominator();
    assertThat(fraction.millionths())
        .isBetween((int) Math.floor(exact) - 1, (int) Math.floor(exact));
    assertThat(fraction.millionths()).isBetween(0, 1_000_000);
  }

  @Test
  void fractionsAndPercentagesGiveTheNumbersOfTheApi() {
    assertThat(new Fraction(1, 7).millionths()).isEqualTo(142_857);
    assertThat(new Fraction(1, 3).percent().value()).isEqualTo(33.33333333333333);
    assertThat(new Percent(100).millionths()).isEqualTo(1_000_000);
    assertThat(new Percent(0.01).millionths()).isEqualTo(100);
    assertThat(Fraction.parse(3, 2)).isInstanceOf(Parsed.Bad.class);
    assertThat(Fraction.parse(-1, 2)).isInstanceOf(Parsed.Bad.class);
    assertThat(Fraction.parse(0, 0)).isInstanceOf(Parsed.Bad.class);
  }

  private static ByteSize size(String text) {
    return ((Parsed.Good<ByteSize>) ByteSize.parse(text)).value();
  }
}
