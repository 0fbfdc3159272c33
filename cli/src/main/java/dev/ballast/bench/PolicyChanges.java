package dev.ballast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Policies change: in the cluster only, in cluster and route, and one a second whatever comes. */
final class PolicyChanges {
  private static final int IN_A_ROW = 10;
  private static final Duration APART = Duration.ofSeconds(1);

  /** How long before its time the next change is made ready. */
  private static final Duration PREPARATION = Duration.ofMillis(200);

  private final BenchOptions options;
  private final BenchWorld world;
  private final BenchStage stage;
  private final RandomGenerator random;
  private final Results results;

  PolicyChanges(
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

  /** Round robin, random, least request, endpoint override in turn: only the cluster changes. */
  void algorithms() throws InterruptedException {
    oneAtATime(
        Measure.CLUSTER_POLICY_TO_ACTIVE,
        world.choose(options.samples(), Balancing::isInCluster),
        Balancing::nextInCluster);
  }

  /** Hash of a header and hash of a cookie in turn: cluster and route change. */
  void hashes() throws InterruptedException {
    oneAtATime(
        Measure.ROUTE_POLICY_TO_ACTIVE,
        world.choose(options.samples(), Balancing::isInRoute),
        Balancing::nextInRoute);
  }

  /** Both kinds in turn at the tick of a clock: the longest of ten. */
  void tenInARow() throws InterruptedException {
    Series series = results.open(Measure.TEN_POLICIES_WORST, options.runs());
    int failures = 0;
    for (int run = 0; run < options.runs(); run++) {
      List<Taken> taken = row();
      Taken worst = taken.getFirst();
      for (Taken one : taken) {
        worst = one.millis() > worst.millis() ? one : worst;
        failures += one.failures();
      }
      stage.record(series, worst.start(), worst.end());
      results.tick();
    }
    results.close(Measure.TEN_POLICIES_WORST, failures);
  }

  private void oneAtATime(Measure measure, List<Integer> routes, UnaryOperator<Balancing> next)
      throws InterruptedException {
    Series series = results.open(measure, routes.size());
    int failedBefore = stage.prober().failures();
    for (int route : routes) {
      var change =
          new PolicyChange(
              world, this::write, route, next.apply(world.balancing(route)), stage.prober());
      change.prepare();
      stage.settle(random);
      Moment start = change.begin();
      Moment end = change.await();
      stage.record(series, start, end);
      change.verify();
      results.tick();
    }
    results.close(measure, stage.prober().failures() - failedBefore);
  }

  private record Taken(Moment start, Moment end, int failures) {
    double millis() {
      return start.millisTo(end);
    }
  }

  private List<Taken> row() throws InterruptedException {
    List<Integer> algorithms = world.choose(IN_A_ROW / 2, Balancing::isInCluster);
    List<Integer> hashes = world.choose(IN_A_ROW / 2, Balancing::isInRoute);
    stage.settle(random);
    long begin = System.nanoTime() + APART.toNanos();
    var work = new ArrayList<Future<Taken>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < IN_A_ROW; i++) {
        long due = begin + i * APART.toNanos();
        parkUntil(due - PREPARATION.toNanos());
        PolicyChange change =
            i % 2 == 0
                ? change(algorithms.get(i / 2), Balancing::nextInCluster)
                : change(hashes.get(i / 2), Balancing::nextInRoute);
        change.prepare();
        parkUntil(due);
        Moment start = change.begin();
        work.add(threads.submit(() -> finish(change, start)));
      }
      var taken = new ArrayList<Taken>();
      for (Future<Taken> one : work) {
        taken.add(one.get());
      }
      return taken;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NeverActiveException told
          ? told
          : new IllegalStateException("a client of the bench broke", e.getCause());
    }
  }

  private PolicyChange change(int route, UnaryOperator<Balancing> next) {
    return new PolicyChange(
        world, this::write, route, next.apply(world.balancing(route)), stage.anotherProber());
  }

  private Moment write(int route, Balancing next) {
    return world.newPolicy(route, next).putInPlace();
  }

  private static Taken finish(PolicyChange change, Moment start) {
    try (Prober client = change.client()) {
      Moment end = change.await();
      change.verify();
      return new Taken(start, end, client.failures());
    }
  }

  private static void parkUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
