package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.standalone.EnvoyBootstrap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An Envoy dies and another takes its place. */
class KilledTest {
  private static final int ROUTES = Story.times(100, 1_000);

  /** The table promises two seconds on an idle machine; this holds on a busy one. */
  private static final Duration SERVED_WITHIN = Duration.ofSeconds(10);

  private final FaultLab lab;

  KilledTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void theNextOneServesAtOnce(Dialect dialect) throws Exception {
    lab.write("many.yaml", Many.routes(ROUTES, lab.backends()));
    var bootstrap =
        EnvoyBootstrap.local(FaultLab.GATEWAY, "one", lab.xdsPort())
            .withDelta(dialect.isDelta())
            .yaml();
    var killed = lab.envoy("one", bootstrap);
    lab.awaitAnswer("/many-0");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    killed.awaitEnd();

    long start = System.nanoTime();
    lab.startEnvoy("one", bootstrap);
    Lab.await("its listener", this::isListening);
    long up = System.nanoTime();
    lab.awaitAnswer("/many-" + (ROUTES - 1));
    long served = System.nanoTime();
    Story.tell(
        "killed and started again, %d routes, %s: listener after %.0f ms, first 200 %.0f ms later"
            .formatted(ROUTES, dialect, Story.millis(up - start), Story.millis(served - up)));
    assertThat(Duration.ofNanos(served - up)).isLessThan(SERVED_WITHIN);
    lab.awaitUpToDate("one");
    assertThat(lab.server().envoys()).hasSize(1);
  }

  private boolean isListening() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), lab.listenerPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
