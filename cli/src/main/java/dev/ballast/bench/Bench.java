package dev.ballast.bench;

import dev.ballast.envoy.Leash;
import dev.ballast.traffic.LoopbackBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A whole run: a world is written, served, changed and timed. */
public final class Bench {
  private static final int OK = 200;
  private static final int WARM_UP_REQUESTS = 2_000;
  private static final Duration START_SETTLES = Duration.ofSeconds(3);
  private static final int MOST_TRANSLATE_MINUTES = 10;

  private final BenchOptions options;
  private final Setting setting;
  private final BenchWatcher watcher;
  private final Results results;
  private final RandomGenerator random;
  private final Series memory;

  private Bench(BenchOptions options, Setting setting, BenchWatcher watcher) {
    this.options = options;
    this.setting = setting;
    this.watcher = watcher;
    this.results = new Results(watcher);
    this.random = new Random(options.seed());
    this.memory = new Series();
  }

  /** What this system lacks for a bench; empty when nothing. */
  public static Optional<String> lacks() {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return Optional.of(
          "Linux: it lends every address of 127.0.0.0/8 to endpoints, and tells in /proc what a"
              + " process uses");
    }
    return ProcessUse.isTold()
        ? Optional.empty()
        : Optional.of("a readable /proc with schedstat: it tells what a process uses");
  }

  /**
   * @return with what was measured before the first change that had no effect, if there was one
   */
  public static BenchReport run(BenchOptions options, Setting setting, BenchWatcher watcher)
      throws IOException, InterruptedException {
    return new Bench(options, setting, watcher).run();
  }

  private BenchReport run() throws IOException, InterruptedException {
    Machine machine = Machine.now();
    Optional<String> failure = Optional.empty();
    try (var backend = LoopbackBackend.start()) {
      var world = new BenchWorld(options, setting.objects(), backend.port());
      watcher.begins(
          "writing %d routes with %d endpoints each"
              .formatted(options.routes(), options.endpoints()));
      world.write();
      measure(world);
    } catch (NeverActiveException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
    }
    return new BenchReport(
        options, machine.atTheEnd(), setting.envoy().version(), results.done(), failure);
  }

  private void measure(BenchWorld world) throws IOException, InterruptedException {
    translate(world);
    try (BenchStage stage = coldStart(world)) {
      warmUp(world, stage);
      stage.log().settle(START_SETTLES);
      look(stage);
      changes(world, stage);
      results.settled(memory);
    }
  }

  private void changes(BenchWorld world, BenchStage stage)
      throws IOException, InterruptedException {
    var endpoints = new EndpointChanges(options, world, stage, random, results);
    var policies = new PolicyChanges(options, world, stage, random, results);
    var arrivals = new RouteArrivals(options, world, stage, random, results);
    List<Part> parts =
        List.of(
            endpoints::oneAtATime,
            policies::algorithms,
            policies::hashes,
            policies::tenInARow,
            arrivals::oneAtATime,
            endpoints::burst,
            endpoints::cost);
    for (Part part : parts) {
      part.run();
      stage.settle(random);
      look(stage);
    }
  }

  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private void look(BenchStage stage) throws IOException {
    memory.add(ProcessUse.rssMiB(stage.serverPid()));
  }

  /** {@code ballast translate} from its start to its end; what it prints is thrown away. */
  private void translate(BenchWorld world) throws IOException, InterruptedException {
    Series series = results.open(Measure.TRANSLATE, options.runs());
    for (int run = 0; run < options.runs(); run++) {
      var command = new ArrayList<>(setting.ballast());
      command.addAll(List.of("translate", "-o", "json", world.folder().toString()));
      var log = setting.folder().resolve("translate.log").toFile();
      Moment start = Moment.now();
      Process process =
          new ProcessBuilder(Leash.on(command))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(log)
              .start();
      boolean ended = process.waitFor(MOST_TRANSLATE_MINUTES, TimeUnit.MINUTES);
      series.add(start.millisTo(Moment.now()));
      if (!ended) {
        process.destroyForcibly();
        throw new NeverActiveException(
            "`translate` did not end within %d minutes".formatted(MOST_TRANSLATE_MINUTES));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "`translate` ended with %d; see %s".formatted(process.exitValue(), log));
      }
      results.tick();
    }
    results.close(Measure.TRANSLATE);
  }

  /** Started and stopped several times; the last one stays for what follows. */
  private BenchStage coldStart(BenchWorld world) throws IOException {
    Series series = results.open(Measure.COLD_START, options.runs());
    for (int run = 1; true; run++) {
      BenchStage stage = BenchStage.start(setting, world, options.routes());
      series.add(stage.coldStartMillis());
      results.tick();
      if (run == options.runs()) {
        results.close(Measure.COLD_START);
        return stage;
      }
      stage.close();
    }
  }

  /** For the client and the backends of the bench itself: the server gets nothing of it. */
  private void warmUp(BenchWorld world, BenchStage stage) {
    for (int route : world.choose(WARM_UP_REQUESTS, any -> true)) {
      stage
          .prober()
          .askUntil(
              world.request(route), answer -> answer.status() == OK, "an answer of each route");
    }
  }
}
