package dev.ballast.bench;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

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
    text.append(row("", "n", "min", "median", "p99", "max", "peer", "floor", "must", "aim"));
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
        number(values.min()),
        number(values.median()),
        number(values.p99()),
        number(values.max()),
        values.samples());
  }

  private static String rows(Measure measure, Measured measured, Yardstick yardstick) {
    var values = measured.distribution();
    var rows = new StringBuilder();
    rows.append(
        row(
            measure.title(),
            Integer.toString(values.samples()),
            marked(values.min(), yardstick),
            marked(values.median(), yardstick),
            marked(values.p99(), yardstick),
            marked(values.max(), yardstick),
            yardstick.peer(),
            yardstick.floor(),
            whole(yardstick.must()),
            whole(yardstick.aim())));
    measured.fromEngine().ifPresent(same -> rows.append(fromEngine(same)));
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

  private static String fromEngine(Distribution values) {
    return row(
        "  from the engine's event",
        Integer.toString(values.samples()),
        number(values.min()),
        number(values.median()),
        number(values.p99()),
        number(values.max()),
        "",
        "",
        "",
        "");
  }

  private static String row(String title, String... cells) {
    var row = new StringBuilder(String.format(Locale.ROOT, "%-44s", title));
    for (String cell : cells) {
      row.append(String.format(Locale.ROOT, "%9s", cell));
    }
    return row.toString().stripTrailing() + "\n";
  }

  private static String marked(double value, Yardstick yardstick) {
    boolean tooMuch = yardstick.must().isPresent() && value > yardstick.must().getAsDouble();
    return number(value) + (tooMuch ? "!" : "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  private static String whole(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : "";
  }
}
