package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.faults.AdsProxy.Refusal;
import dev.ballast.traffic.LoadClient;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One resource is broken on its way, so Envoy refuses it; then comes one that is not. */
class RefusedResourceTest {
  private static final String CLUSTER = "httproute/shop/bad/rule/0";

  /** The table promises one second on an idle machine; this holds on a busy one. */
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(5);

  private final FaultLab lab;
  private final AdsProxy proxy;

  /** What is broken, whose status shows it, and what Envoy says. */
  private enum Broken {
    CLUSTER("BackendTrafficPolicy", "bad", "Expected positive duration"),
    ENDPOINTS("HTTPRoute", "bad", "OverprovisioningFactor: value must be greater than 0"),
    ROUTE("HTTPRoute", "broken", "value must be inside range [200, 600)"),
    LISTENER("Gateway", "front", "SocketAddressValidationError.PortValue");

    private final String ownerKind;
    private final String owner;
    private final String words;

    Broken(String ownerKind, String owner, String words) {
      this.ownerKind = ownerKind;
      this.owner = owner;
      this.words = words;
    }
  }

  RefusedResourceTest(@TempDir Path folder) throws IOException {
    lab = FaultLab.open(folder, 4);
    proxy = AdsProxy.to(lab.xdsPort());
  }

  @AfterEach
  void close() {
    proxy.close();
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "CLUSTER, DELTA",
    "CLUSTER, STATE_OF_THE_WORLD",
    "ENDPOINTS, DELTA",
    "ENDPOINTS, STATE_OF_THE_WORLD",
    "ROUTE, DELTA",
    "ROUTE, STATE_OF_THE_WORLD",
    "LISTENER, DELTA",
    "LISTENER, STATE_OF_THE_WORLD",
  })
  void itIsWithheldAloneUntilItIsMended(Broken broken, Dialect dialect) throws Exception {
    for (int i = 1; i <= 4; i++) {
      lab.write("service-" + i + ".yaml", Manifests.service("s" + i, lab.backends(i, i)));
    }
    lab.write("bad.yaml", route("bad", "s1", "RoundRobin"));
    lab.write("other.yaml", route("other", "s2", "RoundRobin"));
    var envoy = lab.envoy("one", proxy.port(), dialect);
    lab.awaitAnswer("/bad");
    lab.awaitAnswer("/other");
    lab.awaitUpToDate("one");
    var bad = new AtomicReference<>(pods(1));
    try (var traffic =
        lab.traffic(
            new Probe(Lab.get("/bad"), bad::get),
            new Probe(Lab.get("/other"), Set.of("backend-2", "backend-4")))) {
      proxy.substitute(breaking(broken));
      apply(broken);
      assertShown(broken);
      if (dialect.isDelta()) {
        // Though it came with others, and Envoy does not name a cluster with this fault.
        assertThat(proxy.refusals()).flatExtracting(Refusal::resources).doesNotHaveDuplicates();
      }
      var others = everythingElseGoesOn();

      bad.set(Set.of("backend-1", "backend-4"));
      long start = System.nanoTime();
      mend(broken);
      var recovered = Duration.ofNanos(System.nanoTime() - start);
      traffic.await(10);
      lab.awaitUpToDate("one");
      var report = traffic.stop();
      Story.tell(
          "refused %s, %s: %d refusals, others changed after %s, recovered %d ms after the fix; %s"
              .formatted(
                  broken,
                  dialect,
                  proxy.refusals().size(),
                  Story.spread(others),
                  recovered.toMillis(),
                  report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(recovered).isLessThan(RECOVERED_WITHIN);
    }
    lab.assertHoldsWhatAFreshOneHolds(envoy);
  }

  /**
   * Not even what was good before gets through, so there is nothing left to send. A full list of
   * clusters cannot leave out what is in use, so there the state of the world has no way out.
   */
  @ParameterizedTest
  @CsvSource({"CLUSTER, DELTA", "ENDPOINTS, DELTA", "ENDPOINTS, STATE_OF_THE_WORLD"})
  void whatIsAlwaysRefusedIsNotSentWithoutEnd(Broken broken, Dialect dialect) throws Exception {
    lab.write("service.yaml", Manifests.service("s1", lab.backends(1, 1)));
    lab.write("bad.yaml", route("bad", "s1", "RoundRobin"));
    lab.write("other.yaml", route("other", "s1", "RoundRobin"));
    lab.envoy("one", proxy.port(), dialect);
    lab.awaitAnswer("/bad");
    lab.awaitUpToDate("one");
    proxy.substitute(
        broken == Broken.CLUSTER
            ? Tampering.breakingClusters(each -> each.getName().equals(CLUSTER))
            : Tampering.breakingEndpoints(each -> each.getClusterName().equals(CLUSTER)));
    try (var traffic = lab.traffic(new Probe(Lab.get("/other"), pods(1)))) {
      // Envoy takes a refusal of endpoints as the end of the wait of every cluster that warms, so
      // the other one does not change at the same time.
      lab.write("bad.yaml", route("bad", "s1", "Random"));
      // Two seconds.
      traffic.await(400);
      lab.write("later.yaml", route("later", "s1", "Random"));
      lab.awaitAnswer("/later");
      var report = traffic.stop();
      Story.tell(
          "always refused %s, %s: %d refusals; %s"
              .formatted(broken, dialect, proxy.refusals().size(), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(proxy.refusals()).hasSizeLessThan(10);
    }
  }

  /** What is new is broken; what was there before is let through. */
  private UnaryOperator<Any> breaking(Broken broken) {
    int newPort = lab.backends().get(2).address().getPort();
    return switch (broken) {
      case CLUSTER ->
          Tampering.breakingClusters(
              each -> each.getName().equals(CLUSTER) && each.toString().contains("random"));
      case ENDPOINTS ->
          Tampering.breakingEndpoints(
              each ->
                  each.getClusterName().equals(CLUSTER)
                      && each.toString().contains("port_value: " + newPort));
      case ROUTE -> Tampering.breakingRoutesTo("httproute/shop/broken/rule/0");
      case LISTENER ->
          Tampering.breakingListeners(each -> each.getName().equals("shop/front/more"));
    };
  }

  /** What Envoy will refuse comes together with a route that must get through. */
  private void apply(Broken broken) throws IOException {
    String change =
        switch (broken) {
          case CLUSTER -> route("bad", "s1", "Random");
          case ENDPOINTS -> route("bad", "s3", "RoundRobin");
          case ROUTE ->
              route("bad", "s1", "RoundRobin") + "---\n" + route("broken", "s3", "Random");
          case LISTENER -> route("bad", "s1", "RoundRobin");
        };
    if (broken == Broken.LISTENER) {
      lab.write("front.yaml", frontWith("more"));
    }
    lab.write("bad.yaml", change + "---\n" + route("beside", "s4", "Random"));
    lab.awaitAnswer("/beside");
  }

  private void assertShown(Broken broken) {
    Lab.await(
        "the refusal in the status",
        () ->
            ServerPages.programmed(lab.server(), broken.ownerKind, broken.owner)
                .status()
                .equals("False"));
    assertThat(ServerPages.programmed(lab.server(), broken.ownerKind, broken.owner).message())
        .contains(broken.words)
        .doesNotContain("goo.gle");
  }

  /** Ten changes of endpoints and policy of another route; returns how long each took. */
  private long[] everythingElseGoesOn() throws IOException {
    assertThat(proxy.refusals()).extracting(Refusal::resources).doesNotHaveDuplicates();
    int refusals = proxy.refusals().size();
    var took = new long[10];
    for (int i = 0; i < took.length; i++) {
      int next = i % 2 == 0 ? 4 : 2;
      long start = System.nanoTime();
      lab.write("other.yaml", route("other", "s" + next, i % 3 == 0 ? "LeastRequest" : "Random"));
      awaitPod("/other", next);
      took[i] = System.nanoTime() - start;
    }
    assertThat(proxy.refusals()).hasSize(refusals);
    return took;
  }

  /** Returns when the mended thing is in use. */
  private void mend(Broken broken) throws IOException {
    if (broken == Broken.LISTENER) {
      lab.write("front.yaml", frontWith("again"));
    }
    lab.write("bad.yaml", route("bad", "s4", "LeastRequest"));
    awaitPod("/bad", 4);
    if (broken == Broken.LISTENER) {
      FaultLab.awaitAnswer(LoadClient.toPort(lab.secondListenerPort()), "/bad");
    }
  }

  private void awaitPod(String path, int backend) {
    Lab.await(
        path + " at backend " + backend,
        () ->
            lab.client()
                .send(Lab.get(path))
                .pod()
                .filter(("backend-" + backend)::equals)
                .isPresent());
  }

  private Set<String> pods(int backend) {
    return FaultLab.pods(lab.backends(backend, backend));
  }

  private static String route(String name, String service, String type) {
    return Manifests.route(name, "        - {name: " + service + ", port: 80}\n")
        + "---\n"
        + Manifests.policy(name, "type: " + type);
  }

  private static String frontWith(String listener) {
    return Manifests.front()
        + "    - name: "
        + listener
        + "\n      protocol: HTTP\n      port: 81\n";
  }
}
