package dev.ballast.admission.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.admission.Ask;
import dev.ballast.admission.Told;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.World;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The door over real HTTPS. */
class AdmissionServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AdmissionOptions OPTIONS =
      AdmissionOptions.usual("localhost", Set.of(TranslationOptions.BALLAST))
          .withPort(0)
          .withQuiet(Duration.ofMillis(200));

  private final TestCredential credential = new TestCredential();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<World> world = new AtomicReference<>(World.EMPTY);
  private final AdmissionServer server =
      AdmissionServer.start(OPTIONS, world::get, credential, registry);
  private final HttpClient client = client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .sslContext(credential.trusting())
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  private HttpResponse<byte[]> post(String path, byte[] body)
      throws IOException, InterruptedException {
    return client.send(request(path, body), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  @Test
  void bothDoorsAnswer() throws Exception {
    var mutated = post("/mutate?timeout=5s", Ask.create("").bytes());
    assertThat(mutated.statusCode()).isEqualTo(200);
    assertThat(mutated.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/json");
    var told = Told.of(mutated.body());
    assertThat(told.uid()).isEqualTo(Ask.UID);
    assertThat(told.patch()).hasSize(1);
    assertThat(told.warnings()).singleElement().asString().contains("does not exist");

    var refused = Told.of(post("/validate", Ask.create("loadBalancer: {type: X}").bytes()).body());
    assertThat(refused.isAllowed()).isFalse();
    assertThat(refused.causes()).hasSize(1);
  }

  @Test
  void answersAreCountedByDoorVerdictAndDryRun() throws Exception {
    post("/mutate", Ask.create("").bytes());
    post("/mutate", Ask.create("loadBalancer: {type: X}").withDryRun().bytes());
    post("/validate", "{".getBytes(StandardCharsets.UTF_8));
    assertThat(count("mutate", "defaulted", "false")).isEqualTo(1);
    assertThat(count("mutate", "refused", "true")).isEqualTo(1);
    assertThat(count("validate", "unreadable", "false")).isEqualTo(1);
    assertThat(registry.get("ballast.admission.decision").tag("door", "mutate").timer().count())
        .isEqualTo(2);
    assertThat(registry.get("ballast.admission.certificate.expiry").gauge().value())
        .isEqualTo(
            (double) credential.current().certificate().getNotAfter().toInstant().getEpochSecond());
  }

  private double count(String door, String verdict, String dryRun) {
    return registry
        .get("ballast.admission.reviews")
        .tags("door", door, "verdict", verdict, "dry_run", dryRun)
        .counter()
        .count();
  }

  @Test
  void whatCannotBeReadIsNeverA500() throws Exception {
    for (String body : List.of("", "{", "[]", "\u0000", "{\"kind\":\"AdmissionReview\"}")) {
      var response = post("/mutate", body.getBytes(StandardCharsets.UTF_8));
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(Told.of(response.body()).isAllowed()).isFalse();
    }
    assertThat(post("/elsewhere", new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyOfMoreThan7MiBIsRefusedInWords() throws Exception {
    byte[] large = new byte[7 * 1024 * 1024 + 1];
    Arrays.fill(large, (byte) ' ');
    var response = post("/validate", large);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("at most 7 MiB");
    byte[] allowed = Arrays.copyOf(Ask.create("").bytes(), 7 * 1024 * 1024);
    Arrays.fill(allowed, Ask.create("").bytes().length, allowed.length, (byte) ' ');
    assertThat(post("/validate", allowed).statusCode()).isEqualTo(200);
  }

  @Test
  void aBugLetsTheObjectThroughAndSaysSo() throws Exception {
    var broken =
        AdmissionServer.start(
            OPTIONS,
            () -> {
              throw new IllegalStateException("no world");
            },
            credential,
            new SimpleMeterRegistry());
    try (broken) {
      var told =
          Told.of(
              client
                  .send(
                      HttpRequest.newBuilder(
                              URI.create("https://localhost:" + broken.port() + "/mutate"))
                          .POST(HttpRequest.BodyPublishers.ofByteArray(Ask.create("").bytes()))
                          .build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .body());
      assertThat(told.isAllowed()).isTrue();
      assertThat(told.uid()).isEqualTo(Ask.UID);
      assertThat(told.warnings()).singleElement().asString().contains("bug in Ballast");
    }
  }

  @Test
  void decisionsAreMadeOnTheEventLoop() throws Exception {
    var thread = new CompletableFuture<Thread>();
    var watched =
        AdmissionServer.start(
            OPTIONS,
            () -> {
              thread.complete(Thread.currentThread());
              return World.EMPTY;
            },
            credential,
            new SimpleMeterRegistry());
    try (watched) {
      assertThat(watched.selfCall()).isEmpty();
      assertThat(thread.get(20, TimeUnit.SECONDS)).isInstanceOf(FastThreadLocalThread.class);
    }
  }

  /** Many callers at once, as after an outage: each gets the answer to its own question. */
  @Test
  void callersDoNotGetInEachOthersWay() {
    var calls = new ArrayList<CompletableFuture<Void>>();
    for (int i = 0; i < 200; i++) {
      String type = i % 2 == 0 ? "Random" : "Wrong" + i;
      boolean isRight = i % 2 == 0;
      calls.add(
          client
              .sendAsync(
                  request("/mutate", Ask.create("loadBalancer: {type: " + type + "}").bytes()),
                  HttpResponse.BodyHandlers.ofByteArray())
              .thenAccept(
                  response -> {
                    var told = Told.of(response.body());
                    assertThat(told.isAllowed()).isEqualTo(isRight);
                    if (!isRight) {
                      assertThat(told.message()).contains(type);
                    }
                  }));
    }
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
  }

  @Test
  void theNewestWorldIsAsked() throws Exception {
    assertThat(Told.of(post("/mutate", Ask.create("").bytes()).body()).warnings()).hasSize(1);
    world.set(
        Ask.world(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: cart, namespace: shop}
            spec: {}
            """));
    assertThat(Told.of(post("/mutate", Ask.create("").bytes()).body()).warnings()).isEmpty();
  }

  @Test
  void anExchangedCredentialIsShownToTheNextConnection() throws Exception {
    assertThat(shown()).isEqualTo(credential.current().certificate());
    var next = credential.exchange();
    assertThat(shown()).isEqualTo(next.certificate());
    assertThat(post("/mutate", Ask.create("").bytes()).statusCode()).isEqualTo(200);
    assertThat(server.selfCall()).isEmpty();
  }

  private Certificate shown() throws IOException {
    try (var socket =
        (SSLSocket)
            credential.trusting().getSocketFactory().createSocket("localhost", server.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void oldProtocolsAreNotSpoken() throws Exception {
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      try (var socket = speaking(protocol)) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      }
    }
    try (var socket = speaking("TLSv1.1")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private SSLSocket speaking(String protocol) throws IOException {
    var socket =
        (SSLSocket)
            credential.trusting().getSocketFactory().createSocket("localhost", server.port());
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }

  @Test
  void theSelfCallTellsWhyItFails() {
    assertThat(server.selfCall()).isEmpty();
    assertThat(SelfCall.problem(server.port(), "elsewhere", credential.current()).orElseThrow())
        .contains("elsewhere");
    assertThat(
            SelfCall.problem(server.port(), "localhost", new TestCredential().current())
                .orElseThrow())
        .startsWith("the webhook does not answer itself: ");
  }

  /** Callers go on while the server closes; each finds it answering, or gone, never half there. */
  @Test
  void closingRefusesNobodyWhoIsBeingServed() throws Exception {
    var started = new CountDownLatch(20);
    var stop = new AtomicBoolean();
    var failures = new ArrayList<Exception>();
    var caller =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                try {
                  assertThat(post("/mutate", Ask.create("").bytes()).statusCode()).isEqualTo(200);
                  started.countDown();
                } catch (IOException | InterruptedException e) {
                  failures.add(e);
                  return;
                }
              }
            });
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    var closing = CompletableFuture.runAsync(server::close);
    // The API server has heard that this replica leaves, some calls later.
    var more = new CountDownLatch(20);
    while (more.getCount() > 0) {
      assertThat(post("/validate", Ask.create("").bytes()).headers().firstValue("connection"))
          .isIn(Optional.of("close"), Optional.empty());
      more.countDown();
    }
    stop.set(true);
    caller.get(20, TimeUnit.SECONDS);
    assertThat(failures).isEmpty();
    closing.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> post("/mutate", Ask.create("").bytes()))
        .isInstanceOf(IOException.class);
  }

  /** Prints what a call costs; nothing is asserted of times. */
  @Test
  void aCallOverHttpsIsMeasured() throws Exception {
    byte[] body = Ask.create("loadBalancer: {type: Random}").bytes();
    long[] took = new long[1_000];
    for (int run = -500; run < took.length; run++) {
      long begin = System.nanoTime();
      assertThat(post("/mutate", body).statusCode()).isEqualTo(200);
      if (run >= 0) {
        took[run] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(took);
    System.err.printf(
        "HTTPS round trip: median %.3f ms, p99 %.3f ms%n", took[500] / 1e6, took[990] / 1e6);
  }
}
