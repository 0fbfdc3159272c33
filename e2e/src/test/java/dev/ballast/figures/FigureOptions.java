package dev.ballast.figures;

import dev.ballast.bench.BenchOptions;

/**
 * What is built and how often it is measured; from system properties.
 *
 * @param world {@code ballast.figures.routes} (default 1,000) with {@code
 *     ballast.figures.endpoints} each (default 4), {@code ballast.figures.samples} of each change
 *     (default 50), {@code ballast.figures.seed} (default 1)
 * @param restarts {@code ballast.figures.restarts} of each kind, default 3
 */
record FigureOptions(BenchOptions world, int restarts) {
  private static final String NAME = "ballast.figures.";

  static FigureOptions ofThisRun() {
    return new FigureOptions(
        new BenchOptions(
            Integer.getInteger(NAME + "routes", 1_000),
            Integer.getInteger(NAME + "endpoints", 4),
            Integer.getInteger(NAME + "samples", 50),
            Long.getLong(NAME + "seed", 1)),
        Integer.getInteger(NAME + "restarts", 3));
  }

  /** Of what should change nothing. */
  int futile() {
    return Math.min(20, world.samples());
  }
}
