package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.faults.AdsProxy.Refusal;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.SteadyTraffic;
import dev.ballast.traffic.SteadyTraffic.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An Envoy that takes small regular expressions only, and routes with larger ones. */
class RefusedRouteTest {
  private static final String LIMIT = "re2.max_program_size.error_level: ";
  private static final String TOO_LARGE = "/(alpha|beta|gamma|delta|epsilon){9}";

  /** The table promises one second on an idle machine; this holds on a busy one. */
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(5);

  private final FaultLab lab;
  private final AdsProxy proxy;

  RefusedRouteTest(@TempDir Path folder) throws IOException {
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
  void onlyTheRoutesThatEnvoyMeansAreWithheld(Dialect dialect) throws Exception {
    for (int i = 1; i <= 4; i++) {
      lab.write("service-" + i + ".yaml", Manifests.service("s" + i, lab.backends(i, i)));
    }
    lab.write("steady.yaml", route("steady", prefix("/steady"), "s1"));
    lab.write("digits.yaml", route("digits", regex("/[0-9]+"), "s2") + policy("digits", "Random"));
    tightEnvoy("one", proxy.port(), dialect);
    lab.awaitAnswer("/7");
    var digits = new AtomicReference<>(pods(2));
    try (var traffic =
        lab.traffic(
            new Probe(Lab.get("/steady"), pods(1)), new Probe(Lab.get("/7"), digits::get))) {
      // In one push: a route that works turns bad, one is new and bad, one is new and good.
      lab.write(
          "digits.yaml",
          route("digits", regex(TOO_LARGE), "s2")
              + policy("digits", "RoundRobin")
              + "---\n"
              + route("letters", regex(TOO_LARGE + "x"), "s3")
              + "---\n"
              + route("beside", prefix("/beside"), "s4"));
      lab.awaitAnswer("/beside");
      assertThat(lab.client().send(Lab.get("/alphaalpha")).status()).isEqualTo(404);
      assertRefused("HTTPRoute", "digits");
      assertRefused("HTTPRoute", "letters");
      assertRefused("BackendTrafficPolicy", "digits");
      assertThat(ServerPages.programmed(lab.server(), "HTTPRoute", "steady").status())
          .isEqualTo("True");
      assertThat(proxy.refusals()).extracting(Refusal::resources).doesNotHaveDuplicates();
      everythingElseGoesOn(traffic);
      oneThatComesLaterNeedNotRefuse();

      Duration recovered = mend(traffic, digits);
      var report = traffic.stop();
      Story.tell(
          "refused routes, %s: %d refusals, recovered %d ms after the fix; %s"
              .formatted(dialect, proxy.refusals().size(), recovered.toMillis(), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(recovered).isLessThan(RECOVERED_WITHIN);
    }
  }

  /** The new server does not know what Envoy refused, nor what it holds. */
  @ParameterizedTest
  @EnumSource
  void aRestartOfTheServerBesideABadRouteCostsNoRequest(Dialect dialect) throws Exception {
    lab.write("service.yaml", Manifests.service("s1", lab.backends(1, 1)));
    for (int i = 0; i < 20; i++) {
      lab.write("r" + i + ".yaml", route("r" + i, prefix("/r" + i), "s1"));
    }
    tightEnvoy("one", lab.xdsPort(), dialect);
    lab.awaitAnswer("/r19");
    lab.write("bad.yaml", route("bad", regex(TOO_LARGE), "s1"));
    Lab.await("a refusal", () -> refusalsCounted() > 0);
    lab.write("last.yaml", route("last", prefix("/last"), "s1"));
    lab.awaitAnswer("/last");
    try (var traffic =
        lab.traffic(new Probe(Lab.get("/r0"), pods(1)), new Probe(Lab.get("/last"), pods(1)))) {
      lab.stopServer();
      lab.startServer();
      lab.write("later.yaml", route("later", prefix("/later"), "s1"));
      lab.awaitAnswer("/later");
      traffic.await(100);
      var report = traffic.stop();
      Story.tell(
          "server restarted beside a bad route, %s: %d refusals; %s"
              .formatted(dialect, refusalsCounted(), report));
      assertThat(report.isClean()).as("%s", report).isTrue();
    }
  }

  private void everythingElseGoesOn(SteadyTraffic traffic) throws Exception {
    int refusals = proxy.refusals().size();
    var took = new long[10];
    for (int i = 0; i < took.length; i++) {
      String name = "later-" + i;
      long start = System.nanoTime();
      lab.write(name + ".yaml", route(name, prefix("/" + name), "s1"));
      lab.awaitAnswer("/" + name);
      took[i] = System.nanoTime() - start;
      traffic.await(2);
    }
    assertThat(proxy.refusals()).hasSize(refusals);
    Story.tell("new route beside refused ones answered after %s".formatted(Story.spread(took)));
  }

  private void oneThatComesLaterNeedNotRefuse() throws IOException {
    long refusals = refusalsCounted();
    var later = tightEnvoy("later", lab.xdsPort(), Dialect.DELTA);
    assertThat(Held.by(later)).containsKey("dynamic_route_configs shop/front/http");
    assertThat(refusalsCounted()).isEqualTo(refusals);
    later.close();
  }

  private long refusalsCounted() {
    return ServerPages.metric(lab.server(), "ballast_ads_nacks_total", "");
  }

  /** Both bad routes become good; returns when the one that was there before is the new one. */
  private Duration mend(SteadyTraffic traffic, AtomicReference<Set<String>> digits)
      throws Exception {
    digits.set(Set.of("backend-2", "backend-3"));
    long start = System.nanoTime();
    lab.write(
        "digits.yaml",
        route("digits", regex("/[0-9]"), "s3")
            + policy("digits", "RoundRobin")
            + "---\n"
            + route("letters", regex("/[a-z]"), "s3"));
    Lab.await(
        "the mended route",
        () -> lab.client().send(Lab.get("/7")).pod().filter("backend-3"::equals).isPresent());
    var recovered = Duration.ofNanos(System.nanoTime() - start);
    traffic.await(10);
    digits.set(pods(3));
    traffic.await(10);
    lab.awaitAnswer("/z");
    lab.awaitUpToDate("one");
    assertThat(ServerPages.programmed(lab.server(), "HTTPRoute", "digits").status())
        .isEqualTo("True");
    return recovered;
  }

  private void assertRefused(String kind, String name) {
    var condition = ServerPages.programmed(lab.server(), kind, name);
    assertThat(condition.status()).as("%s %s: %s", kind, name, condition).isEqualTo("False");
    assertThat(condition.message()).contains("program size").doesNotContain("goo.gle");
  }

  private EnvoyProcess tightEnvoy(String node, int xds, Dialect dialect) throws IOException {
    String bootstrap =
        EnvoyBootstrap.local(FaultLab.GATEWAY, node, xds).withDelta(dialect.isDelta()).yaml();
    assertThat(bootstrap).contains(LIMIT);
    return lab.envoy(node, bootstrap.replaceFirst(LIMIT + "[0-9]+", LIMIT + "100"));
  }

  private Set<String> pods(int backend) {
    List<EchoBackend> one = lab.backends(backend, backend);
    return FaultLab.pods(one);
  }

  private static String route(String name, String path, String service) {
    return Manifests.route(name, path, "        - {name: " + service + ", port: 80}\n");
  }

  private static String policy(String name, String type) {
    return "---\n" + Manifests.policy(name, "type: " + type);
  }

  private static String prefix(String path) {
    return "{type: PathPrefix, value: " + path + "}";
  }

  private static String regex(String expression) {
    return "{type: RegularExpression, value: \"" + expression + "\"}";
  }
}
