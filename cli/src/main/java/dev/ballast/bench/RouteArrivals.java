package dev.ballast.bench;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** Routes that were not there before. */
final class RouteArrivals {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final BenchOptions options;
  private final BenchWorld world;
  private final BenchStage stage;
  private final RandomGenerator random;
  private final Results results;

  RouteArrivals(
      BenchOptions options,
      BenchWorld world,
      BenchStage stage,
      RandomGenerator random,
      Results results) {
    this.options = options;
    this.world = world;
    this.stage = stage;
    this.random = random;
    this.results = results;
  }

  /**
   * A route comes with its policy, Service and slice, all in one file: until it answers. Then it
   * leaves, so that the world stays as large as it is.
   */
  void oneAtATime() throws IOException, InterruptedException {
    Series series = results.open(Measure.ROUTE_TO_ANSWER, options.samples());
    for (int i = 0; i < options.samples(); i++) {
      BenchWorld.Arrival arrival = world.newRoute();
      stage.settle(random);
      Moment start = arrival.draft().putInPlace();
      Moment answered =
          stage
              .prober()
              .askUntil(
                  arrival.request(),
                  answer -> answer.status() == OK,
                  "the new route " + arrival.request().path());
      stage.record(series, start, answered);
      stage.settle(random);
      arrival.leave();
      stage
          .prober()
          .askUntil(
              arrival.request(),
              answer -> answer.status() == NOT_FOUND,
              "the end of " + arrival.request().path());
      results.tick();
    }
    results.close(Measure.ROUTE_TO_ANSWER);
  }
}
