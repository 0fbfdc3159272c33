package dev.ballast.bench;

import java.util.Locale;
import java.util.Map;

/** The results for people. */
final class BenchTable {
  private static final String LEGEND =
      """
      Milliseconds where nothing else is said. ! is more than it must be. A change counts from the
      rename of its file to its effect in traffic; the line below a measure counts from the moment
      the engine was handed the change. p99 is a sample: of fewer than 100, the largest.
      peer: Envoy Gateway 1.9 with a real API server. floor: a bare delta-ADS server in Go. Both were
      measured elsewhere, on a machine of two cores with 1,000 routes x 4 endpoints (cold start of 10
      routes in a world that small), and cannot be reproduced from this repository.
      """;

  private BenchTable() {}

  static String of(
      BenchOptions options, Machine machine, String envoy, Map<Measure, Measured> measures) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            %,d routes x %,d endpoints, one-at-a-time samples %d, seed %d
            %s, Java %s, Envoy %s --concurrency 1
            %s, %d cores, %s, %s
            load average before: %s, after: %s

            """,
            options.routes(),
            options.endpoints(),
            options.samples(),
            options.seed(),
            Machine.ballast(),
            Runtime.version(),
            envoy,
            machine.cpu(),
            machine.cores(),
            machine.memory(),
            machine.kernel(),
            machine.loadBefore(),
            machine.loadAfter()));
    text.append(FigureRows.head());
    measures.forEach(
        (measure, measured) ->
            text.append(rows(measure, measured, Yardstick.of(measure, options))));
    return text.append('\n').append(LEGEND).toString();
  }

  /** For progress. */
  static String line(Distribution values) {
    return String.format(
        Locale.ROOT,
        "min %s, median %s, p99 %s, max %s (%d)",
        FigureRows.number(values.min()),
        FigureRows.number(values.median()),
        FigureRows.number(values.p99()),
        FigureRows.number(values.max()),
        values.samples());
  }

  private static String rows(Measure measure, Measured measured, Yardstick yardstick) {
    var rows = new StringBuilder();
    rows.append(FigureRows.row(measure.title(), measured.distribution(), yardstick));
    measured
        .fromEngine()
        .ifPresent(
            same -> rows.append(FigureRows.row("  from the engine's event", same, Yardstick.NONE)));
    measured
        .failures()
        .ifPresent(
            count -> {
              if (count > 0) {
                rows.append("  %d requests were not answered with 200\n".formatted(count));
              }
            });
    return rows.toString();
  }
}
