package dev.ballast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.traffic.Answer;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.LoadRequest;
import dev.ballast.traffic.LoadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Who answers how often, counted by the backends' own names in the answers of a real Envoy. */
@TestInstance(Lifecycle.PER_CLASS)
class LoadBalancingTest {
  private static final int VALUES = 64;
  private static final int TIMES = 5;

  private Lab lab;

  LoadBalancingTest(@TempDir Path folder) throws IOException {
    lab = Lab.open(folder);
  }

  @BeforeAll
  void applyThePolicies() throws IOException {
    lab.route("round", "type: RoundRobin");
    lab.route("random", "type: Random");
    lab.route("least", "type: LeastRequest");
    lab.route("unset", "");
    lab.route("source", "type: ConsistentHash\nconsistentHash:\n  type: SourceIP");
    lab.route(
        "header",
        "type: ConsistentHash\nconsistentHash:\n  type: Header\n  header:\n    name: FooBar");
    lab.route(
        "cookie",
        """
        type: ConsistentHash
        consistentHash:
          type: Cookie
          cookie:
            name: FooBar
            ttl: 60s
            attributes:
              SameSite: Strict
        """);
    lab.route(
        "override",
        "type: RoundRobin\nendpointOverride:\n  extractFrom:\n    - header: x-custom-host");
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void roundRobinGivesEachItsTurn() {
    // Two workers take turns of their own, so each backend may be one off per worker.
    assertEven(lab.client().send(100, 100, Lab.get("/round")), 25, 3);
    assertEven(lab.client().send(200, 100, Lab.get("/round")), 50, 5);
  }

  @Test
  void randomIsRandom() {
    int requests = 10_000;
    var result = lab.client().send(requests, 32, Lab.get("/random"));
    assertThat(result.allOk()).isTrue();
    double expected = requests / 4.0;
    double chiSquare =
        lab.pods().stream()
            .mapToDouble(pod -> result.byBackend().getOrDefault(pod, 0) - expected)
            .map(off -> off * off / expected)
            .sum();
    // Three degrees of freedom: 30.66 is exceeded by chance once in a million runs.
    assertThat(chiSquare).as("chi-square of %s", result.byBackend()).isLessThan(30.66);
  }

  @Test
  void leastRequestUsesAllOfThem() {
    assertAllServe(lab.client().send(100, 100, Lab.get("/least")));
  }

  @Test
  void leastRequestIsWhatHappensWhenNothingIsSaid() {
    assertAllServe(lab.client().send(100, 100, Lab.get("/unset")));
  }

  @Test
  void leastRequestSparesASlowBackend() {
    assertThat(shareOfASlowBackend("/least")).isLessThan(0.5);
    assertThat(shareOfASlowBackend("/unset")).isLessThan(0.5);
  }

  /**
   * What the backend that is ten times slower than the others gets, relative to its fair quarter.
   */
  private double shareOfASlowBackend(String path) {
    EchoBackend slow = lab.backends().getFirst();
    lab.backends().forEach(backend -> backend.delayBy(Duration.ofMillis(5)));
    slow.delayBy(Duration.ofMillis(50));
    try {
      int requests = 2_000;
      var result = lab.client().send(requests, 32, Lab.get(path));
      assertThat(result.allOk()).isTrue();
      return result.byBackend().getOrDefault(slow.pod(), 0) / (requests / 4.0);
    } finally {
      lab.backends().forEach(backend -> backend.delayBy(Duration.ZERO));
    }
  }

  @Test
  void aClientAddressStays() {
    assertSticky(value -> Lab.get("/source").from("127.0.1." + (value + 1)));
  }

  @Test
  void aHeaderStays() {
    assertSticky(value -> Lab.get("/header").with("FooBar", "user-" + value));
  }

  @Test
  void aCookieStays() {
    assertSticky(value -> Lab.get("/cookie").cookie("FooBar", "session-" + value));
  }

  @Test
  void oneHeaderValueGoesToOneBackend() {
    var result = lab.client().send(100, 100, Lab.get("/header").with("FooBar", "1.2.3.4"));
    assertThat(result.allOk()).isTrue();
    assertThat(result.byBackend()).hasSize(1);
  }

  @Test
  void aClientWithoutTheCookieGetsOne() {
    assertThat(lab.client().send(Lab.get("/cookie")).setCookies())
        .singleElement()
        .asString()
        .matches("FooBar=\"[0-9a-f]+\"; Max-Age=60; SameSite=Strict; HttpOnly");
  }

  @Test
  void aValidOverrideDecides() {
    for (EchoBackend backend : lab.backends()) {
      var result = lab.client().send(10, 2, overrideTo(backend.hostAndPort()));
      assertThat(result.allOk()).isTrue();
      assertThat(result.byBackend()).containsOnlyKeys(backend.pod());
    }
  }

  @Test
  void anyOtherOverrideLeavesItToThePolicy() {
    for (String address : new String[] {"192.168.1.100:3000", "not an address", "", "[::1"}) {
      assertEven(lab.client().send(100, 20, overrideTo(address)), 25, 3);
    }
    assertEven(lab.client().send(100, 20, Lab.get("/override")), 25, 3);
  }

  private static LoadRequest overrideTo(String address) {
    return Lab.get("/override").with("x-custom-host", address);
  }

  private void assertEven(LoadResult result, int each, int tolerance) {
    assertThat(result.allOk()).isTrue();
    assertThat(result.byBackend().keySet()).containsExactlyInAnyOrderElementsOf(lab.pods());
    assertThat(result.byBackend().values())
        .allSatisfy(count -> assertThat(count).isCloseTo(each, within(tolerance)));
  }

  private void assertAllServe(LoadResult result) {
    assertThat(result.allOk()).isTrue();
    assertThat(result.byBackend().keySet()).containsExactlyInAnyOrderElementsOf(lab.pods());
  }

  /** Each of 64 values goes to one backend all five times; together they reach all four. */
  private void assertSticky(IntFunction<LoadRequest> request) {
    var reached = new HashSet<String>();
    for (int value = 0; value < VALUES; value++) {
      var pods = new HashSet<String>();
      for (int time = 0; time < TIMES; time++) {
        Answer answer = lab.client().send(request.apply(value));
        assertThat(answer.status()).isEqualTo(200);
        pods.add(answer.pod().orElseThrow());
      }
      assertThat(pods).as("backends for value %d", value).hasSize(1);
      reached.addAll(pods);
    }
    assertThat(reached).containsExactlyInAnyOrderElementsOf(lab.pods());
  }
}
