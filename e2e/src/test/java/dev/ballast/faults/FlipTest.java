package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.traffic.SteadyTraffic.Probe;
import dev.ballast.traffic.SteadyTraffic.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A policy changes its type faster than anyone would. */
class FlipTest {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration FLIPPING =
      Story.lasting(Duration.ofSeconds(8), Duration.ofSeconds(60));

  /** The table promises 50 ms on an idle machine; this holds on a busy one. */
  private static final Duration ACTIVE_WITHIN = Duration.ofSeconds(2);

  private static final String STICKY =
      "type: ConsistentHash\nconsistentHash:\n  type: Headers\n  headers:\n    - name: x-user";

  /** The one before the last gives every backend its turn, so that the last one shows. */
  private static final List<String> TYPES =
      List.of(
          STICKY,
          "type: LeastRequest",
          "type: ConsistentHash\nconsistentHash:\n  type: SourceIP",
          "type: Random",
          "type: ConsistentHash\nconsistentHash:\n  type: Cookie\n  cookie:\n    name: sid",
          "type: RoundRobin");

  private final FaultLab lab;

  FlipTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void theLastTypeHoldsAndNoRequestIsLost(Dialect dialect) throws Exception {
    lab.write("service.yaml", Manifests.service("cart", lab.backends()));
    write(0);
    var envoy = lab.envoy("one", lab.xdsPort(), dialect);
    lab.awaitAnswer("/cart");
    var answers = new ConcurrentLinkedQueue<Timed>();
    var probe = new Probe(Lab.get("/cart").with("x-user", "anna"), FaultLab.pods(lab.backends()));
    try (var traffic = lab.traffic(lab.client(), answers::add, probe)) {
      int flips = (int) (FLIPPING.toMillis() / EVERY.toMillis()) / TYPES.size() * TYPES.size();
      flip(flips - 1);
      answers.clear();
      long last = System.nanoTime();
      write(flips);
      Lab.await("the hash", () -> isSticky(answers));
      var report = traffic.stop();
      var active = Duration.ofNanos(activeAt(List.copyOf(answers)) - last);
      Story.tell(
          "%d flips, %s: last one active after %d ms; %s"
              .formatted(flips, dialect, active.toMillis(), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(active).isLessThan(ACTIVE_WITHIN);
    }
    lab.awaitUpToDate("one");
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  private void write(int flip) throws IOException {
    lab.write(
        "cart.yaml",
        Manifests.route("cart")
            + "---\n"
            + Manifests.policy("cart", TYPES.get(flip % TYPES.size())));
  }

  /** Returns when the one after the last would be due. */
  private void flip(int times) throws Exception {
    try (var flipping =
        Pace.every(
            EVERY,
            number -> {
              if (number <= times) {
                write(number);
              }
            })) {
      flipping.await(EVERY.multipliedBy(times));
    }
  }

  /** Whether the last hundred answers came from one backend. */
  private static boolean isSticky(ConcurrentLinkedQueue<Timed> answers) {
    var all = bySending(answers);
    return all.size() >= 100
        && all.subList(all.size() - 100, all.size()).stream()
                .map(each -> each.answer().pod())
                .distinct()
                .count()
            == 1;
  }

  /** When the first request left after which all were answered by the same backend. */
  private static long activeAt(List<Timed> answers) {
    var all = bySending(answers);
    var backend = all.getLast().answer().pod();
    int first = all.size() - 1;
    while (first > 0 && all.get(first - 1).answer().pod().equals(backend)) {
      first--;
    }
    return all.get(first).sentAt();
  }

  private static List<Timed> bySending(Iterable<Timed> answers) {
    var all = new ArrayList<Timed>();
    answers.forEach(all::add);
    all.sort((a, b) -> Long.compare(a.sentAt(), b.sentAt()));
    return all;
  }
}
