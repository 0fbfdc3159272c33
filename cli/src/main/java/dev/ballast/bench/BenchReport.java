package dev.ballast.bench;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Nodes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a run came to. */
public final class BenchReport {
  private final BenchOptions options;
  private final Machine machine;
  private final String envoyVersion;
  private final Map<Measure, Measured> measures;
  private final Optional<String> failure;

  BenchReport(
      BenchOptions options,
      Machine machine,
      String envoyVersion,
      Map<Measure, Measured> measures,
      Optional<String> failure) {
    this.options = options;
    this.machine = machine;
    this.envoyVersion = envoyVersion;
    this.measures = new EnumMap<>(measures);
    this.failure = failure;
  }

  /**
   * A change that had no effect, or another than it should. What should have been measured from
   * there on is missing.
   */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * {@code {"routes","endpoints","samples","seed","machine":{…},"measures":{NAME:{"samples","min",
   * "median","p99","max","fromEngine":{…},"failedRequests"}}}}.
   */
  public String json() {
    var values = Nodes.object();
    measures.forEach((measure, measured) -> values.with(measure.json(), measured.toNode()));
    return JsonWriter.pretty(
        Nodes.object()
            .with("routes", options.routes())
            .with("endpoints", options.endpoints())
            .with("samples", options.samples())
            .with("seed", options.seed())
            .with("machine", machine.toNode(envoyVersion))
            .with("measures", values.build())
            .build());
  }

  /** A table for people; ends with a line feed. */
  public String text() {
    return BenchTable.of(options, machine, envoyVersion, measures);
  }
}
