package dev.ballast.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationFormatTest {
  /** The range of Go's {@code time.Duration}, nanoseconds in 64 bits. */
  private static final Duration GO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

  @ParameterizedTest
  @CsvSource({
    "1h30m, PT1H30M",
    "1s1h, PT1H1S",
    "10s10s, PT20S",
    "250ms, PT0.25S",
    "0s, PT0S",
    "0ms, PT0S",
    "5s500ms, PT5.5S",
    "00001m, PT1M",
    "99999h99999h99999h99999h, PT399996H",
  })
  void partsAddUp(String text, Duration duration) {
    assertThat(DurationFormat.parse(text)).isEqualTo(new Parsed.Good<>(duration));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "250   | duration-unit   | write \"250ms\" or \"250s\"",
        "0     | duration-unit   | write \"0ms\" or \"0s\"",
        "1d    | duration-unit   | write \"24h\"",
        "10us  | duration-unit   | the smallest duration is \"1ms\"",
        "1.5s  | duration-format | use a smaller unit: \"1500ms\" is 1.5 s",
        "-1s   | duration-format | a duration is zero or more",
        "123456s | duration-format | use a larger unit",
        "''    | duration-format | write \"0s\" for no time at all",
      })
  void aRefusalSaysWhatToWrite(String text, String code, String hint) {
    var refused = (Parsed.Bad<Duration>) DurationFormat.parse(text);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.hint()).isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource({"1h 2m", "1h1h1h1h1h", "s", "1sm", "1H", "\u0661s", "' 1s'", "1s\u00a0"})
  void whatGoOrThePatternRefusesIsRefused(String text) {
    assertThat(DurationFormat.parse(text)).isInstanceOf(Parsed.Bad.class);
  }

  @Property(tries = 500)
  void noWellFormedDurationOverflowsGo(@ForAll("parts") List<String> parts) {
    var parsed = (Parsed.Good<Duration>) DurationFormat.parse(String.join("", parts));
    assertThat(parsed.value()).isBetween(Duration.ZERO, Duration.ofHours(399_996));
    assertThat(parsed.value()).isLessThan(GO_LIMIT);
  }

  @Property(tries = 500)
  void theOrderOfPartsDoesNotMatter(@ForAll("parts") List<String> parts, @ForAll long seed) {
    var shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(DurationFormat.parse(String.join("", shuffled)))
        .isEqualTo(DurationFormat.parse(String.join("", parts)));
  }

  @Property(tries = 500)
  void theWholeIsTheSumOfItsParts(@ForAll("parts") List<String> parts) {
    Duration sum =
        parts.stream().map(DurationFormatTest::parsed).reduce(Duration.ZERO, Duration::plus);
    assertThat(parsed(String.join("", parts))).isEqualTo(sum);
  }

  @Property(tries = 500)
  void whatIsPrintedIsReadBack(@ForAll @LongRange(min = 0, max = 359_999_999_999L) long millis) {
    var duration = Duration.ofMillis(millis);
    assertThat(parsed(DurationFormat.print(duration))).isEqualTo(duration);
  }

  @Test
  void theCanonicalFormStartsWithTheLargestUnit() {
    assertThat(DurationFormat.print(parsed("90m61s1000ms"))).isEqualTo("1h31m2s");
    assertThat(DurationFormat.print(Duration.ZERO)).isEqualTo("0s");
  }

  @Provide
  Arbitrary<List<String>> parts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 99_999), Arbitraries.of("h", "m", "s", "ms"))
        .as((number, unit) -> number + unit)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Duration parsed(String text) {
    return ((Parsed.Good<Duration>) DurationFormat.parse(text)).value();
  }
}
