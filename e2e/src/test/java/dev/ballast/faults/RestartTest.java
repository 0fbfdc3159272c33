package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server goes, objects are deleted, and a new server comes; Envoy stays. */
class RestartTest {
  private static final int ROUTES = 20;
  private static final List<String> DELETED = List.of("r3", "r8", "r15");

  private final FaultLab lab;

  RestartTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasDeletedMeanwhileGoesAndNothingElseIsSentAgain(Dialect dialect) throws Exception {
    for (int i = 0; i < ROUTES; i++) {
      String name = "r" + i;
      lab.write(
          name + ".yaml",
          Manifests.service(name, lab.backends())
              + "---\n"
              + Manifests.route(name, "        - {name: " + name + ", port: 80}\n")
              + "---\n"
              + Manifests.policy(name, "type: Random"));
    }
    var envoy = lab.envoy("one", lab.xdsPort(), dialect);
    for (int i = 0; i < ROUTES; i++) {
      lab.awaitAnswer("/r" + i);
    }
    lab.awaitUpToDate("one");
    var pods = FaultLab.pods(lab.backends());
    try (var traffic =
        lab.traffic(new Probe(Lab.get("/r0"), pods), new Probe(Lab.get("/r19"), pods))) {
      lab.stopServer();
      for (String name : DELETED) {
        lab.delete(name + ".yaml");
      }
      traffic.await(100);
      lab.startServer();
      long start = System.nanoTime();
      lab.awaitUpToDate("one");
      Lab.await("the clusters to go", () -> clustersOf(envoy) == ROUTES - DELETED.size());
      long took = System.nanoTime() - start;
      traffic.await(100);
      var report = traffic.stop();
      Story.tell(
          ("server restarted, %s: up to date after %.0f ms; sent clusters=%d endpoints=%d"
                  + " listeners=%d routes=%d; %s")
              .formatted(
                  dialect,
                  Story.millis(took),
                  ServerPages.sent(lab.server(), "cluster"),
                  ServerPages.sent(lab.server(), "endpoint"),
                  ServerPages.sent(lab.server(), "listener"),
                  ServerPages.sent(lab.server(), "route"),
                  report));
      assertThat(report.isClean()).as("%s", report).isTrue();
    }
    if (dialect.isDelta()) {
      // The three removals, and the one route configuration that lost their routes.
      assertThat(ServerPages.sent(lab.server(), "cluster")).isEqualTo(DELETED.size());
      assertThat(ServerPages.sent(lab.server(), "endpoint")).isZero();
      assertThat(ServerPages.sent(lab.server(), "route")).isEqualTo(1);
    }
    assertThat(ServerPages.sent(lab.server(), "listener")).isZero();
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  private static long clustersOf(EnvoyProcess envoy) {
    return Held.by(envoy).keySet().stream()
        .filter(key -> key.startsWith("dynamic_active_clusters "))
        .count();
  }
}
