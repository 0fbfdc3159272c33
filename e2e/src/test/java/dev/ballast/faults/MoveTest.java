package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One push takes a path from one cluster to another and deletes the first. */
class MoveTest {
  private static final int MOVES = Story.times(30, 100);

  /** So that a cluster that comes back is met as well as one that was never there. */
  private static final int NAMES = 3;

  private final FaultLab lab;

  MoveTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void noRequestMeetsTheClusterThatGoes(Dialect dialect) throws Exception {
    var home = new AtomicReference<>(FaultLab.pods(backends(0)));
    lab.write("move.yaml", manifest(0));
    EnvoyProcess envoy = lab.envoy("one", lab.xdsPort(), dialect);
    lab.awaitAnswer("/path");
    var took = new long[MOVES];
    try (var traffic = lab.traffic(new Probe(Lab.get("/path"), home::get))) {
      for (int move = 1; move <= MOVES; move++) {
        Set<String> before = home.get();
        Set<String> after = FaultLab.pods(backends(move));
        long removed = removedClusters(envoy);
        home.set(union(before, after));
        long start = System.nanoTime();
        lab.write("move.yaml", manifest(move));
        Lab.await("the end of the old cluster", () -> removedClusters(envoy) > removed);
        took[move - 1] = System.nanoTime() - start;
        // Workers hear of new routes from Envoy's main thread, a moment after the answer to them.
        traffic.await(10);
        home.set(after);
        traffic.await(4);
      }
      var report = traffic.stop();
      Story.tell(
          "%d moves, %s: old cluster gone after %s; %s"
              .formatted(MOVES, dialect, Story.spread(took), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
    }
  }

  private static long removedClusters(EnvoyProcess envoy) {
    return Held.stat(envoy, "cluster_manager.cluster_removed");
  }

  private List<EchoBackend> backends(int move) {
    return move % 2 == 0 ? lab.backends(1, 2) : lab.backends(3, 4);
  }

  /** The cluster has the name of its route, and the service goes with it. */
  private String manifest(int move) {
    String name = "home-" + move % NAMES;
    return Manifests.service(name, backends(move))
        + "---\n"
        + Manifests.route(
            name, "{type: PathPrefix, value: /path}", "        - {name: " + name + ", port: 80}\n");
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    var all = new HashSet<>(one);
    all.addAll(other);
    return Set.copyOf(all);
  }
}
