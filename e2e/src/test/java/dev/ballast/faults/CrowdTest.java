package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.serving.StreamStatus;
import dev.ballast.snapshot.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many Envoys of one Gateway. */
class CrowdTest {
  private static final int STREAMS = 500;
  private static final int ROUTES = Story.times(100, 1_000);
  private static final long MOST_A_STREAM = 200 << 10;

  /** The table promises one second on an idle machine; this holds on a busy one. */
  private static final Duration ACKED_WITHIN = Duration.ofSeconds(10);

  private final FaultLab lab;

  CrowdTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void allHearAtOnceAndEachCostsLittle() throws Exception {
    lab.write("many.yaml", Many.routes(ROUTES - 1, lab.backends()));
    lab.write("changed.yaml", changed(1));
    var envoy = lab.envoy("one", lab.xdsPort(), Dialect.DELTA);
    lab.awaitAnswer("/changed");
    lab.awaitUpToDate("one");
    envoy.close();
    Lab.await("nobody to be connected", () -> lab.server().envoys().isEmpty());
    var before = Memory.now();

    var crowd = start();
    try {
      Lab.await("the crowd to have everything", this::allHaveAll);
      var during = Memory.now();
      long each = (during.heap() - before.heap() + during.direct() - before.direct()) / STREAMS;
      var took = new long[5];
      for (int change = 0; change < took.length; change++) {
        long acks = acks() + STREAMS;
        long start = System.nanoTime();
        lab.write("changed.yaml", changed(2 + change % 3));
        Lab.await("all to acknowledge", () -> acks() >= acks);
        took[change] = System.nanoTime() - start;
      }
      Story.tell(
          ("%d delta streams, %d routes: an endpoint change is acknowledged by all after %s;"
                  + " %d KiB a stream (before: %s; with all: %s)")
              .formatted(STREAMS, ROUTES, Story.spread(took), each >> 10, before, during));
      assertThat(Arrays.stream(took)).allMatch(nanos -> nanos < ACKED_WITHIN.toNanos());
      assertThat(each).isLessThan(MOST_A_STREAM);
    } finally {
      crowd.getOutputStream().close();
      crowd.waitFor();
    }
    Lab.await("all to be forgotten", () -> lab.server().envoys().isEmpty());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            StreamCrowd.class.getName(),
            Integer.toString(lab.xdsPort()),
            FaultLab.GATEWAY,
            Integer.toString(STREAMS))
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private boolean allHaveAll() {
    var all = lab.server().envoys();
    return all.size() == STREAMS && all.stream().allMatch(CrowdTest::hasAll);
  }

  private static boolean hasAll(StreamStatus status) {
    var endpoints = status.topics().get(ResourceType.ENDPOINT);
    var routes = status.topics().get(ResourceType.ROUTE);
    return status.isUpToDate()
        && endpoints != null
        && endpoints.confirmed() == ROUTES
        && routes != null
        && routes.confirmed() == 1;
  }

  private long acks() {
    return ServerPages.metric(lab.server(), "ballast_ads_acks_total", "type=\"endpoint\"");
  }

  private String changed(int backend) {
    return Manifests.service("changed", lab.backends(backend, backend))
        + "---\n"
        + Manifests.route("changed", "        - {name: changed, port: 80}\n");
  }
}
