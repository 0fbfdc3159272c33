package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection between Envoy and the server breaks again and again while things change. */
class ResetTest {
  private static final long SEED = 4;
  private static final Duration LASTING =
      Story.lasting(Duration.ofSeconds(20), Duration.ofMinutes(3));

  private final FaultLab lab;
  private final TcpProxy proxy;
  private final Random random = new Random(SEED);
  private final AtomicInteger resets = new AtomicInteger();

  ResetTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
    proxy = TcpProxy.to(lab.xdsPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void noRequestIsLostAndTheEndIsRight(Dialect dialect) throws Exception {
    var shop = new Shop(lab, new Random(SEED), 6, 6);
    shop.rest();
    var envoy = lab.envoy("one", proxy.port(), dialect);
    for (var probe : shop.probes()) {
      lab.awaitAnswer(probe.request().path());
    }
    try (var traffic = lab.traffic(shop.probes())) {
      int changes = play(shop);
      lab.awaitUpToDate("one");
      var report = traffic.stop();
      Story.tell(
          "%d resets and %d changes in %d s, %s, seed %d: %s"
              .formatted(resets.get(), changes, LASTING.toSeconds(), dialect, SEED, report));
      assertThat(report.isClean()).as("%s", report).isTrue();
    }
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  private int play(Shop shop) throws Exception {
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var changing = Pace.every(Duration.ofMillis(100), number -> shop.change())) {
      resetSoon(clock);
      changing.await(LASTING);
      clock.shutdownNow();
      return changing.steps();
    }
  }

  /** In one to five seconds, and then once more. */
  private void resetSoon(ScheduledExecutorService clock) {
    var unused =
        clock.schedule(
            () -> {
              resets.addAndGet(proxy.reset());
              resetSoon(clock);
            },
            random.nextLong(1_000, 5_000),
            TimeUnit.MILLISECONDS);
  }
}
