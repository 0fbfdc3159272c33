package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.traffic.LoadClient;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of two Envoys stops reading for a while, and then goes on. */
class FrozenTest {
  private static final int ROUTES = Story.times(400, 1_000);
  private static final Duration FROZEN =
      Story.lasting(Duration.ofSeconds(10), Duration.ofSeconds(60));
  private static final long MOST_BUFFERED = 4 << 20;
  private static final int SAMPLES = 20;
  private static final Duration NOISE = Duration.ofMillis(250);

  private final FaultLab lab;
  private final AdsProxy proxy;

  FrozenTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
    proxy = AdsProxy.to(lab.xdsPort());
    proxy.substitute(Tampering.bindingListenersTo(lab.secondListenerPort()));
  }

  @AfterEach
  void close() {
    proxy.close();
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void littleIsKeptForItAndTheOtherNoticesNothing(Dialect dialect) throws Exception {
    lab.write("many.yaml", Many.routes(ROUTES, lab.backends()));
    writeHot(0);
    writeSample(0);
    var frozen = lab.envoy("frozen", lab.xdsPort(), dialect);
    lab.envoy("other", proxy.port(), dialect);
    var other = LoadClient.toPort(lab.secondListenerPort());
    lab.awaitAnswer("/sample");
    FaultLab.awaitAnswer(other, "/sample");
    lab.awaitUpToDate("frozen");
    lab.awaitUpToDate("other");

    var before = changeALot(other, Duration.ZERO);
    lab.awaitUpToDate("frozen");
    long readBefore = bytesRead(frozen);
    signal(frozen, "STOP");
    var pods = FaultLab.pods(lab.backends());
    try (var traffic =
        lab.traffic(
            other,
            unheard -> {},
            new Probe(Lab.get("/sample"), pods),
            new Probe(Lab.get("/many-0"), pods))) {
      var during = changeALot(other, FROZEN);
      long queued = SocketQueues.of(lab.xdsPort());
      signal(frozen, "CONT");
      lab.awaitUpToDate("frozen");
      lab.awaitAnswer("/sample");
      long read = bytesRead(frozen) - readBefore;
      var report = traffic.stop();
      Story.tell(
          ("frozen for %d s at %d routes, %s: %d KiB in sockets at the end, %d KiB read from then"
                  + " until up to date; the other had an endpoint after %s (before: %s); %s")
              .formatted(
                  FROZEN.toSeconds(),
                  ROUTES,
                  dialect,
                  queued >> 10,
                  read >> 10,
                  Story.spread(during),
                  Story.spread(before),
                  report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(read).isLessThan(MOST_BUFFERED);
      // On a machine with as many cores as busy processes, times go up and down by themselves.
      assertThat(Story.median(during)).isLessThan(2 * Story.median(before) + NOISE.toNanos());
    }
  }

  /**
   * Changes route configuration, clusters and endpoints without end, and returns how long it took
   * until a change of endpoints was seen at the other Envoy, some times.
   *
   * @param atLeast goes on that long
   */
  private long[] changeALot(LoadClient other, Duration atLeast) throws Exception {
    var took = new long[SAMPLES];
    long end = System.nanoTime() + atLeast.toNanos();
    try (var hot = Pace.every(Duration.ofMillis(50), this::writeHot)) {
      for (int i = 0; i < SAMPLES; i++) {
        String pod = "backend-" + (1 + (i + 1) % 2);
        long start = System.nanoTime();
        writeSample(i + 1);
        Lab.await(
            "the new endpoint at the other Envoy",
            () -> other.send(Lab.get("/sample")).pod().filter(pod::equals).isPresent());
        took[i] = System.nanoTime() - start;
      }
      hot.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    return took;
  }

  private void writeHot(int number) throws IOException {
    lab.write(
        "hot.yaml",
        Manifests.service("hot", lab.backends(1 + number % 4, 1 + number % 4))
            + "---\n"
            + Manifests.route(
                "hot",
                "{type: PathPrefix, value: /hot-" + number + "}",
                "        - {name: hot, port: 80}\n")
            + "---\n"
            + Manifests.policy("hot", number % 2 == 0 ? "type: Random" : "type: RoundRobin"));
  }

  private void writeSample(int number) throws IOException {
    lab.write(
        "sample.yaml",
        Manifests.service("sample", lab.backends(1 + number % 2, 1 + number % 2))
            + "---\n"
            + Manifests.route("sample", "        - {name: sample, port: 80}\n"));
  }

  /** Over all its connections to the server. */
  private static long bytesRead(EnvoyProcess envoy) {
    return Held.stat(envoy, "cluster.xds_cluster.upstream_cx_rx_bytes_total");
  }

  private static void signal(EnvoyProcess envoy, String signal) throws Exception {
    int code =
        new ProcessBuilder("kill", "-" + signal, Long.toString(envoy.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(code).isZero();
  }
}
