package dev.ballast.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AdminServer server;

  AdminServerTest() throws IOException {
    var pages = new TreeMap<String, Function<PageQuery, Page>>();
    pages.put("/healthz", query -> Page.text(200, "ok\n"));
    pages.put("/echo", query -> Page.text(200, query.value("text").orElse("nothing")));
    pages.put(
        "/broken",
        query -> {
          throw new IllegalStateException("on purpose");
        });
    pages.put(
        "/large",
        query ->
            Page.json(
                out -> {
                  var block = "x".repeat(1 << 20).getBytes(UTF_8);
                  for (int i = 0; i < 64; i++) {
                    out.write(block);
                  }
                }));
    server =
        AdminServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages, meters);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void pagesAreAnsweredAndCounted() throws Exception {
    assertThat(send("GET", "/echo?text=a%20b&x").body()).isEqualTo("a b");
    assertThat(send("GET", "/nothing").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/nothing").body()).contains("/healthz");
    assertThat(send("GET", "/broken").statusCode()).isEqualTo(500);
    assertThat(send("POST", "/echo").statusCode()).isEqualTo(405);
    assertThat(count("/echo", "200")).isEqualTo(1);
    assertThat(count("other", "404")).isEqualTo(2);
    assertThat(count("/broken", "500")).isEqualTo(1);
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws Exception {
    HttpResponse<String> answer = send("HEAD", "/large");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aLargePageArrivesWhole() throws Exception {
    assertThat(send("GET", "/large").body()).hasSize(64 << 20);
  }

  @Test
  void clientsThatDoNotReadKeepNobodyWaiting() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 31; i++) {
        slow.add(asking("/large"));
      }
      assertThat(send("GET", "/echo?text=quick").body()).isEqualTo("quick");
      slow.add(asking("/large"));
      assertThat(send("GET", "/echo").statusCode()).as("one too many").isEqualTo(503);
      assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    long end = System.nanoTime() + 20_000_000_000L;
    while (send("GET", "/echo").statusCode() != 200) {
      assertThat(System.nanoTime()).as("places are given back").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void manyRequestsAtOnceAreAnswered() {
    var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 300; i++) {
      answers.add(client.sendAsync(request("GET", "/healthz"), BodyHandlers.ofString()));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
  }

  /**
   * Sends a request and reads no more than that the answer has begun. A place is given back a
   * moment after its client has the answer, so whoever comes right behind may be turned away once.
   */
  private Socket asking(String path) throws IOException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (true) {
      var socket = ask(path);
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 16);
      if (in.readLine().contains("200")) {
        return socket;
      }
      socket.close();
      assertThat(System.nanoTime()).as("a place").isLessThan(end);
    }
  }

  private Socket ask(String path) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket
        .getOutputStream()
        .write("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private double count(String path, String status) {
    return meters
        .get("ballast.admin.requests")
        .tags("path", path, "status", status)
        .counter()
        .count();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(request(method, path), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .method(method, BodyPublishers.noBody())
        .build();
  }
}
