package dev.ballast.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class LoadClientTest {
  @Test
  void everyRequestIsAnsweredOnceAndCountedByItsBackend() {
    try (var backend = EchoBackend.start("backend-a")) {
      var client = new LoadClient(backend.address());

      var result = client.send(200, 20, LoadRequest.get("www.example.com", "/round"));

      assertThat(result.allOk()).isTrue();
      assertThat(result.byBackend()).containsOnly(Map.entry("backend-a", 200));
      assertThat(backend.requests()).isEqualTo(200);
    }
  }

  @Test
  void theBackendSeesHostHeadersAndCookies() {
    try (var backend = EchoBackend.start("backend-a")) {
      var request =
          LoadRequest.get("www.example.com", "/cookie?x=1")
              .with("x-custom-host", "127.0.0.1:1")
              .cookie("FooBar", "1.2.3.4");

      var answer = new LoadClient(backend.address()).send(request);

      assertThat(answer.body())
          .contains("\"path\" : \"/cookie?x=1\"")
          .contains("\"host\" : \"www.example.com\"")
          .contains("\"X-Custom-Host\" : [ \"127.0.0.1:1\" ]")
          .contains("\"Cookie\" : [ \"FooBar=1.2.3.4\" ]");
    }
  }

  @Test
  void theListenerHearsOfARequestBeforeItIsAnswered() {
    var seen = new ConcurrentLinkedQueue<EchoBackend.Seen>();
    var anyPort = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    try (var backend = EchoBackend.start("backend-a", "shop", anyPort, seen::add)) {
      new LoadClient(backend.address()).send(LoadRequest.get("h", "/round?x=1"));

      assertThat(seen).hasSize(1);
      assertThat(seen.element().path()).isEqualTo("/round?x=1");
      assertThat(seen.element().client().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void requestsInFlightReallyRunAtOnce() {
    try (var backend = EchoBackend.start("slow")) {
      backend.delayBy(Duration.ofMillis(200));
      long start = System.nanoTime();

      new LoadClient(backend.address()).send(50, 50, LoadRequest.get("h", "/"));

      // One after the other they would take ten seconds.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aClosedPortIsAnAnswerWithoutStatusNotAnException() {
    var backend = EchoBackend.start("gone");
    backend.close();

    var answer = new LoadClient(backend.address()).send(LoadRequest.get("h", "/"));

    assertThat(answer.status()).isZero();
    assertThat(answer.body()).contains("ConnectException");
  }
}
