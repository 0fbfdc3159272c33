package dev.ballast.bench;

import dev.ballast.traffic.Answer;
import dev.ballast.traffic.LoadRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Slices change: one at a time, many at once, and many in a row for what they cost. */
final class EndpointChanges {
  private static final String ENDPOINT = "endpoint";

  /** Clients that look for the end of a burst. */
  private static final int LANES = 4;

  private final BenchOptions options;
  private final BenchWorld world;
  private final BenchStage stage;
  private final RandomGenerator random;
  private final Results results;

  EndpointChanges(
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

  /** A route's endpoints are replaced: until Envoy says so, and until a new one answers. */
  void oneAtATime() throws InterruptedException {
    Series toAck = results.open(Measure.ENDPOINT_TO_ACK, options.samples());
    Series toTraffic = results.open(Measure.ENDPOINT_TO_TRAFFIC, options.samples());
    int failedBefore = stage.prober().failures();
    for (int route : world.choose(options.samples(), any -> true)) {
      LoadRequest request = world.request(route);
      stage.prober().ask(request);
      stage.settle(random);
      Draft draft = world.newEndpoints(route);
      Predicate<Answer> isNew = isOneOf(world.endpoints(route));
      Moment start = draft.putInPlace();
      Moment answered = stage.prober().askUntil(request, isNew, what(route));
      stage.record(toTraffic, start, answered);
      var heard = stage.log().heardAfter(start.wall(), stage.logPatience());
      var acked = stage.log().ackedAfter(start.wall(), ENDPOINT, stage.logPatience());
      toAck.add(start.millisTo(acked), start.millisTo(acked) - start.millisTo(heard));
      results.tick();
    }
    results.close(Measure.ENDPOINT_TO_ACK);
    results.close(Measure.ENDPOINT_TO_TRAFFIC, stage.prober().failures() - failedBefore);
  }

  /** Many slices are renamed one behind the other: until the last of the routes has changed. */
  void burst() throws InterruptedException {
    Series series = results.open(Measure.BURST, options.bursts());
    List<Integer> routes = world.choose(options.burst(), any -> true);
    var clients = new ArrayList<Prober>();
    try {
      for (int lane = 0; lane < Math.min(LANES, routes.size()); lane++) {
        clients.add(stage.anotherProber());
      }
      for (int i = 0; i < options.bursts(); i++) {
        for (int j = 0; j < routes.size(); j++) {
          clients.get(j % clients.size()).ask(world.request(routes.get(j)));
        }
        List<Draft> drafts = routes.stream().map(world::newEndpoints).toList();
        stage.settle(random);
        Moment start = drafts.getFirst().putInPlace();
        drafts.subList(1, drafts.size()).forEach(Draft::putInPlace);
        stage.record(series, start, awaitAll(routes, clients));
        results.tick();
      }
      results.close(Measure.BURST, clients.stream().mapToInt(Prober::failures).sum());
    } finally {
      clients.forEach(Prober::close);
    }
  }

  /** What our process spends on one change, traffic aside. */
  void cost() throws IOException, InterruptedException {
    int batches = Math.min(10, options.samples());
    int ofEach = options.samples() / batches;
    Series series = results.open(Measure.CPU_PER_ENDPOINT_CHANGE, batches);
    List<Integer> routes = world.choose(batches * ofEach, any -> true);
    for (int batch = 0; batch < batches; batch++) {
      stage.settle(random);
      Map<String, Long> before = ProcessUse.cpuNanos(stage.serverPid());
      for (int route : routes.subList(batch * ofEach, (batch + 1) * ofEach)) {
        Moment start = world.newEndpoints(route).putInPlace();
        stage.log().ackedAfter(start.wall(), ENDPOINT, stage.logPatience());
        stage.settle(random);
      }
      Map<String, Long> after = ProcessUse.cpuNanos(stage.serverPid());
      series.add(ProcessUse.cpuMillis(before, after) / ofEach);
      results.tick();
    }
    results.close(Measure.CPU_PER_ENDPOINT_CHANGE);
  }

  private static Predicate<Answer> isOneOf(List<String> endpoints) {
    var set = Set.copyOf(endpoints);
    return answer -> Prober.endpoint(answer).filter(set::contains).isPresent();
  }

  private static String what(int route) {
    return "the change of the endpoints of " + WorldText.name(route);
  }

  /** Each client has some of the routes and looks at them one by one. */
  private Moment awaitAll(List<Integer> routes, List<Prober> clients) throws InterruptedException {
    var work = new ArrayList<Future<Moment>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < clients.size(); i++) {
        Prober client = clients.get(i);
        List<Integer> share = every(clients.size(), i, routes);
        work.add(threads.submit(() -> await(share, client)));
      }
      Moment last = work.getFirst().get();
      for (Future<Moment> one : work) {
        last = last.later(one.get());
      }
      return last;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NeverActiveException told
          ? told
          : new IllegalStateException("a client of the bench broke", e.getCause());
    }
  }

  private Moment await(List<Integer> routes, Prober client) {
    Moment last = Moment.now();
    for (int route : routes) {
      last = client.askUntil(world.request(route), isOneOf(world.endpoints(route)), what(route));
    }
    return last;
  }

  private static List<Integer> every(int step, int first, List<Integer> all) {
    var some = new ArrayList<Integer>();
    for (int i = first; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }
}
