package dev.ballast.bench;

import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.standalone.EnvoyBootstrap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Our server and an Envoy, started at the same moment and both with nothing. */
final class BenchStage implements AutoCloseable {
  private static final int WORKERS = 1;
  private static final Duration START_PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofMillis(30);
  private static final int PAUSE_MILLIS = 30;

  private final ServerProcess server;
  private final EnvoyProcess envoy;
  private final int port;
  private final Prober prober;
  private final double coldStartMillis;

  private BenchStage(
      ServerProcess server, EnvoyProcess envoy, int port, Prober prober, double coldStartMillis) {
    this.server = server;
    this.envoy = envoy;
    this.port = port;
    this.prober = prober;
    this.coldStartMillis = coldStartMillis;
  }

  /** Returns when a route in the middle of the world has answered. */
  static BenchStage start(Setting setting, BenchWorld world, int routes) throws IOException {
    List<Integer> ports = FreePorts.pick(2);
    int xdsPort = ports.getFirst();
    int port = ports.getLast();
    var prober = new Prober(port);
    String bootstrap = EnvoyBootstrap.local(WorldText.GATEWAY, "bench", xdsPort).yaml();
    Moment start = Moment.now();
    ServerProcess server =
        ServerProcess.start(
            setting.ballast(),
            world.folder(),
            xdsPort,
            port,
            setting.folder().resolve("server.log"));
    CompletableFuture<EnvoyProcess> envoy =
        CompletableFuture.supplyAsync(
            () ->
                EnvoyProcess.start(
                    setting.envoy(), bootstrap, setting.folder().resolve("envoy"), WORKERS));
    try {
      Moment answered =
          prober.askUntil(
              world.request(routes / 2),
              answer -> answer.status() == 200,
              "the first answer",
              START_PATIENCE);
      return new BenchStage(server, envoy.join(), port, prober, start.millisTo(answered));
    } catch (RuntimeException e) {
      prober.close();
      server.close();
      envoy.thenAccept(EnvoyProcess::close).exceptionally(neverStarted -> null).join();
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  double coldStartMillis() {
    return coldStartMillis;
  }

  Prober prober() {
    return prober;
  }

  /** A further client, with a connection of its own. */
  Prober anotherProber() {
    return new Prober(port);
  }

  ServerLog log() {
    return server.log();
  }

  long serverPid() {
    return server.pid();
  }

  Duration logPatience() {
    return LOG_PATIENCE;
  }

  /**
   * Waits until server and Envoy are idle, and a moment longer that differs each time, so that
   * samples do not march in step with anything periodic.
   */
  void settle(RandomGenerator random) throws InterruptedException {
    server.log().settle(QUIET);
    LockSupport.parkNanos(Duration.ofMillis(1 + random.nextInt(PAUSE_MILLIS)).toNanos());
  }

  /** A sample that began with a rename and ended with an answer. */
  void record(Series series, Moment start, Moment end) throws InterruptedException {
    var heard = server.log().heardAfter(start.wall(), LOG_PATIENCE);
    series.add(start.millisTo(end), end.millisSince(heard, start));
  }

  @Override
  public void close() {
    prober.close();
    envoy.close();
    server.close();
  }
}
