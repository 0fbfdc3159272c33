package dev.ballast.policy.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PrimesTest {
  @Property(tries = 300)
  void agreesWithTheLibraryOnEverySizeTheSchemaAllows(
      @ForAll @LongRange(min = 2, max = 5_000_011) long size) {
    assertThat(Primes.isPrime(size)).isEqualTo(BigInteger.valueOf(size).isProbablePrime(50));
  }

  @Property(tries = 300)
  void noPrimeIsNearerThanTheNearest(@ForAll @LongRange(min = 4, max = 5_000_010) long size) {
    long after = Primes.after(size);
    long before = Primes.before(size);

    assertThat(after).isEqualTo(BigInteger.valueOf(size).nextProbablePrime().longValueExact());
    assertThat(before).isLessThan(size).isGreaterThanOrEqualTo(2);
    assertThat(BigInteger.valueOf(before).nextProbablePrime().longValueExact())
        .isGreaterThanOrEqualTo(size);
  }

  @Property(tries = 300)
  void theFactorsMultiplyToTheNumber(@ForAll @LongRange(min = 2, max = 5_000_011) long size) {
    long product = 1;
    var powers = Pattern.compile("(\\d+)(?:\\^(\\d+))?").matcher(Primes.factors(size));
    while (powers.find()) {
      int times = powers.group(2) == null ? 1 : Integer.parseInt(powers.group(2));
      product *= BigInteger.valueOf(Long.parseLong(powers.group(1))).pow(times).longValueExact();
    }
    assertThat(product).isEqualTo(size);
  }
}
