package dev.ballast.bench;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a series of samples says. The percentile is a sample, not a value between two (nearest
 * rank): with fewer than 100 samples it is the largest. So is the median: of an even number the
 * lower of the two in the middle.
 */
public record Distribution(int samples, double min, double median, double p99, double max) {
  /**
   * @param samples at least one
   */
  public static Distribution of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples, no distribution");
    }
    List<Double> sorted = samples.stream().sorted().toList();
    return new Distribution(
        sorted.size(), sorted.getFirst(), rank(sorted, 50), rank(sorted, 99), sorted.getLast());
  }

  private static double rank(List<Double> sorted, int percent) {
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }

  /** Adds its members to an object that may have more. */
  Nodes.ObjectBuilder into(Nodes.ObjectBuilder object) {
    return object
        .with("samples", samples)
        .with("min", rounded(min))
        .with("median", rounded(median))
        .with("p99", rounded(p99))
        .with("max", rounded(max));
  }

  private static Node rounded(double value) {
    return Nodes.decimal(BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP).doubleValue());
  }
}
