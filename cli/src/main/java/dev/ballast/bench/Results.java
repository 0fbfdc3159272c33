package dev.ballast.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** What has been measured so far; tells of progress. */
final class Results {
  private final BenchWatcher watcher;
  private final Map<Measure, Series> open = new EnumMap<>(Measure.class);
  private final Map<Measure, Measured> done = new EnumMap<>(Measure.class);
  private int ticks;
  private int expected;

  Results(BenchWatcher watcher) {
    this.watcher = watcher;
  }

  /** Starts a measure. Two may run side by side on the same samples. */
  Series open(Measure measure, int samples) {
    ticks = 0;
    expected = samples;
    watcher.sampled(measure.title(), 0, samples);
    return open.computeIfAbsent(measure, unused -> new Series());
  }

  void tick() {
    ticks++;
    open.keySet().stream()
        .findFirst()
        .ifPresent(measure -> watcher.sampled(measure.title(), ticks, expected));
  }

  void close(Measure measure) {
    close(measure, OptionalInt.empty());
  }

  /**
   * @param failures requests that were not answered with 200 while this was measured
   */
  void close(Measure measure, int failures) {
    close(measure, OptionalInt.of(failures));
  }

  private void close(Measure measure, OptionalInt failures) {
    Series series = open.remove(measure);
    if (series == null) {
      throw new IllegalStateException(measure + " was not begun");
    }
    var measured = new Measured(series.distribution(), series.distributionFromEngine(), failures);
    done.put(measure, measured);
    watcher.measured(measure.title(), BenchTable.line(measured.distribution()));
  }

  /** Memory, which is looked at between the measures. */
  void settled(Series memory) {
    open.put(Measure.RSS, memory);
    close(Measure.RSS);
  }

  Map<Measure, Measured> done() {
    return new EnumMap<>(done);
  }
}
