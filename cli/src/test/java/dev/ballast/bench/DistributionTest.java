package dev.ballast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Nodes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Test
  void everyNumberIsOneOfTheSamples() {
    List<Double> samples =
        IntStream.rangeClosed(1, 200).mapToObj(i -> (double) (i * 7 % 200 + 1)).toList();

    assertThat(Distribution.of(samples)).isEqualTo(new Distribution(200, 1, 100, 198, 200));
  }

  @Test
  void theLargestOfFewIsTheir99thPercentileToo() {
    assertThat(Distribution.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Distribution(3, 1, 2, 3, 3));
  }

  @Test
  void oneSampleIsAllThereIs() {
    assertThat(Distribution.of(List.of(5.0))).isEqualTo(new Distribution(1, 5, 5, 5, 5));
  }

  @Test
  void nothingHasNoDistribution() {
    assertThatIllegalArgumentException().isThrownBy(() -> Distribution.of(List.of()));
  }

  @Test
  void jsonKeepsThreeDigits() {
    var distribution = new Distribution(2, 0.00049, 1.23456, 10, 12_345.6785);

    assertThat(JsonWriter.text(distribution.into(Nodes.object()).build()))
        .isEqualTo(
            """
            {"samples":2,"min":0.0,"median":1.235,"p99":10.0,"max":12345.679}\
            """);
  }
}
