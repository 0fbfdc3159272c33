package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Endpoints that Envoy refuses come in one push with changes of clusters. Envoy takes the refusal
 * as the end of the wait of every cluster that warms, and would go on with clusters that are empty.
 */
class RefusedEndpointsTest {
  private static final int PUSHES = 20;

  private final FaultLab lab;
  private final AdsProxy proxy;

  RefusedEndpointsTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
    proxy = AdsProxy.to(lab.xdsPort());
  }

  @AfterEach
  void close() {
    proxy.close();
    lab.close();
  }

  @ParameterizedTest
  @EnumSource
  void clustersThatChangeInTheSamePushKeepTheirEndpoints(Dialect dialect) throws Exception {
    lab.write("s1.yaml", Manifests.service("s1", lab.backends(1, 1)));
    lab.write("s2.yaml", Manifests.service("s2", lab.backends(2, 2)));
    lab.write("s3.yaml", Manifests.service("s3", lab.backends(3, 3)));
    lab.write("s34.yaml", Manifests.service("s34", lab.backends(3, 4)));
    lab.write("push.yaml", route("bad", "s1", "RoundRobin") + route("other", "s2", "RoundRobin"));
    var envoy = lab.envoy("one", proxy.port(), dialect);
    lab.awaitAnswer("/bad");
    lab.awaitAnswer("/other");
    lab.awaitUpToDate("one");
    String third = "port_value: " + lab.backends().get(2).address().getPort();
    proxy.substitute(
        Tampering.breakingEndpoints(
            each -> each.getClusterName().contains("/bad/") && each.toString().contains(third)));
    try (var traffic =
        lab.traffic(
            new Probe(Lab.get("/bad"), FaultLab.pods(lab.backends(1, 1))),
            new Probe(Lab.get("/other"), FaultLab.pods(lab.backends(2, 2))))) {
      for (int i = 0; i < PUSHES; i++) {
        boolean isEven = i % 2 == 0;
        lab.write(
            "push.yaml",
            route("bad", isEven ? "s3" : "s34", "RoundRobin")
                + route("other", "s2", isEven ? "Random" : "LeastRequest")
                + route("new-" + i, "s2", "RoundRobin"));
        lab.awaitAnswer("/new-" + i);
        int soFar = i + 1;
        Lab.await("the refusal", () -> proxy.refusals().size() >= soFar);
        traffic.await(10);
      }
      var report = traffic.stop();
      Story.tell(
          "refused endpoints beside %d changes of another cluster, %s: %d refusals; %s"
              .formatted(PUSHES, dialect, proxy.refusals().size(), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(proxy.refusals()).hasSize(PUSHES);
    }
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  private static String route(String name, String service, String type) {
    return Manifests.route(name, "        - {name: " + service + ", port: 80}\n")
        + "---\n"
        + Manifests.policy(name, "type: " + type)
        + "---\n";
  }
}
