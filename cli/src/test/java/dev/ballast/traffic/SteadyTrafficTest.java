package dev.ballast.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.traffic.SteadyTraffic.Probe;
import dev.ballast.traffic.SteadyTraffic.Report;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SteadyTrafficTest {
  private static final LoadRequest REQUEST = LoadRequest.get("www.example.com", "/");

  @Test
  void requestsLeaveAtTheirMoments() throws Exception {
    try (var backend = EchoBackend.start("a")) {
      long start = System.nanoTime();
      var report = send(backend, 40, new Probe(REQUEST, Set.of("a")));
      // Request 39 is due after 195 ms, and no sooner on any machine.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(194));
      assertThat(report.isClean()).isTrue();
      assertThat(report.byStatus()).containsOnlyKeys(200);
      assertThat(backend.requests()).isEqualTo((int) report.answers());
    }
  }

  @Test
  void anAnswerFromSomebodyElseIsNotClean() throws Exception {
    try (var backend = EchoBackend.start("a")) {
      var report = send(backend, 4, new Probe(REQUEST, Set.of("b")));
      assertThat(report.isClean()).isFalse();
      assertThat(report.wrongBackends()).isEqualTo(report.answers());
      assertThat(report.complaints().getFirst()).endsWith("/: a instead of [b]");
    }
  }

  @Test
  void aRequestWithoutAnAnswerIsNotClean() throws Exception {
    var gone = EchoBackend.start("gone");
    gone.close();
    var report = send(gone, 4, new Probe(REQUEST, Set.of("gone")));
    assertThat(report.isClean()).isFalse();
    assertThat(report.byStatus()).containsOnlyKeys(0);
    assertThat(report.wrongBackends()).isZero();
    assertThat(report.complaints().getFirst()).contains("ConnectException");
  }

  private static Report send(EchoBackend backend, int answers, Probe probe) throws Exception {
    try (var traffic =
        SteadyTraffic.start(new LoadClient(backend.address()), 200, 4, List.of(probe))) {
      traffic.await(answers);
      return traffic.stop();
    }
  }
}
