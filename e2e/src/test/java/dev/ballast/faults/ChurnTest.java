package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.world.ObjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes without end leave nothing behind. */
class ChurnTest {
  private static final ObjectId GATEWAY = new ObjectId("shop", "front");
  private static final long SEED = 7;
  private static final Duration LASTING =
      Story.lasting(Duration.ofMinutes(3), Duration.ofMinutes(30));

  /** In this time everything that is made once has been made: classes, code, caches. */
  private static final Duration WARM_UP =
      Story.lasting(Duration.ofSeconds(15), Duration.ofMinutes(5));

  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(20);

  /**
   * A collection finds a little more or less each time, the compiler and the collector keep books,
   * and some of what is sent is kept for 30 seconds. A leak of 1 KiB a change would be more than
   * this in the full length.
   */
  private static final long HEAP_TOLERANCE = 8 << 20;

  private static final int THREAD_TOLERANCE = 8;
  private static final int DESCRIPTOR_TOLERANCE = 16;

  private final FaultLab lab;

  ChurnTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void memoryThreadsAndDescriptorsStayFlat() throws Exception {
    var shop = new Shop(lab, new Random(SEED), 10, 20);
    shop.rest();
    var envoy = lab.envoy("delta", lab.xdsPort(), Dialect.DELTA);
    for (var probe : shop.probes()) {
      lab.awaitAnswer(probe.request().path());
    }
    try (var traffic = lab.traffic(shop.probes())) {
      int warming = churn(shop, WARM_UP);
      var early = atRest(shop);
      int churning = churn(shop, LASTING);
      var late = atRest(shop);
      var report = traffic.stop();
      Story.tell(
          "%d changes in %d s after %d in %d s, seed %d: early %s; late %s; %s"
              .formatted(
                  churning,
                  LASTING.toSeconds(),
                  warming,
                  WARM_UP.toSeconds(),
                  SEED,
                  early,
                  late,
                  report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(late.heap()).isLessThan(early.heap() + HEAP_TOLERANCE);
      assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + THREAD_TOLERANCE);
      assertThat(late.descriptors())
          .isLessThanOrEqualTo(early.descriptors() + DESCRIPTOR_TOLERANCE);
    }
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  private boolean hasOnlySteady(Shop shop) {
    var snapshot = lab.server().published().translation().gateways().get(GATEWAY);
    return snapshot != null
        && snapshot.resources(ResourceType.CLUSTER).size() == shop.probes().length;
  }

  private static int churn(Shop shop, Duration time) throws Exception {
    try (var changing = Pace.every(BETWEEN_CHANGES, number -> shop.change())) {
      changing.await(time);
      return changing.steps();
    }
  }

  /** With the same objects each time, so that only what was left behind differs. */
  private Memory atRest(Shop shop) throws Exception {
    shop.rest();
    Lab.await("all that came and went to be gone", () -> hasOnlySteady(shop));
    lab.awaitUpToDate("delta");
    return Memory.now();
  }
}
