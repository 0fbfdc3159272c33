package dev.ballast.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.world.ObjectId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OBJECTS =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata: {name: ballast}
      spec: {controllerName: ballast.dev/gatewayclass-controller}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: eg}
      spec:
        gatewayClassName: ballast
        listeners: [{name: http, protocol: HTTP, port: 8080}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: cart}
      spec:
        parentRefs: [{name: eg}]
        rules: [{backendRefs: [{name: cart, port: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: cart}
      spec: {ports: [{name: http, port: 80}]}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: mistaken}
      spec: {parentRefs: [{name: eg}], hostname: example.org}
      """;

  private final Path directory;

  StandaloneTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theAdminPagesTellWhatIsServed() throws Exception {
    Files.writeString(directory.resolve("all.yaml"), OBJECTS);
    try (var server = Standalone.start(StandaloneOptions.of(directory))) {
      assertThat(server.awaitReady(PATIENCE)).isTrue();
      assertThat(server.published().translation().gateways())
          .containsOnlyKeys(new ObjectId("default", "eg"));

      assertThat(get(server, "/healthz").body()).isEqualTo("ok\n");
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/status").body())
          .contains("\"default/eg\"", "\"clusters\"", "\"Valid GatewayClass\"")
          .contains("No Envoy of this Gateway is connected.")
          .as("a finding of a file")
          .contains("HTTPRoute default/mistaken")
          .as("where an object stands")
          .contains("\"file\" : \"" + directory.resolve("all.yaml") + "\"");
      assertThat(get(server, "/metrics").body())
          .contains("ballast_engine_changes_total", "ballast_engine_rebuild_seconds_count");
      assertThat(get(server, "/").body()).contains("/status");
      assertThat(get(server, "/nothing").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theStatusCanBeNarrowed() throws Exception {
    Files.writeString(directory.resolve("all.yaml"), OBJECTS);
    Files.writeString(
        directory.resolve("other.yaml"),
        OBJECTS.replace("name: eg", "name: other").replace("name: cart", "name: books"));
    try (var server = Standalone.start(StandaloneOptions.of(directory))) {
      assertThat(server.awaitReady(PATIENCE)).isTrue();
      assertThat(get(server, "/status?gateway=default/other").body())
          .contains("\"default/other\"", "\"books\"")
          .doesNotContain("\"default/eg\"", "\"name\" : \"cart\"");
      assertThat(get(server, "/status?object=HTTPRoute/default/cart").body())
          .contains("\"default/eg\"", "\"name\" : \"cart\"")
          .doesNotContain("\"default/other\"", "\"books\"");
      assertThat(get(server, "/status?object=GatewayClass/ballast").body())
          .contains("Valid GatewayClass");
      assertThat(get(server, "/status?object=HTTPRoute%2Fdefault%2Fmistaken").body())
          .contains("unknown-field");
      for (String nothing :
          new String[] {"object=HTTPRoute/default/x", "object=", "object=/", "gateway=x"}) {
        assertThat(get(server, "/status?" + nothing).statusCode()).as(nothing).isEqualTo(404);
      }
      for (String wrong : new String[] {"objekt=HTTPRoute/a/b", "object=a/b&gateway=c"}) {
        assertThat(get(server, "/status?" + wrong).statusCode()).as(wrong).isEqualTo(400);
      }
    }
  }

  @Test
  void theFrontPageTellsWhatIsWrongFirst() throws Exception {
    Files.writeString(
        directory.resolve("all.yaml"), OBJECTS.replace("example.org", "\"<script>alert(1)\""));
    try (var server = Standalone.start(StandaloneOptions.of(directory).withVersion("1.2.3"))) {
      assertThat(server.awaitReady(PATIENCE)).isTrue();
      HttpResponse<String> page = get(server, "/");
      assertThat(page.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
      assertThat(page.body())
          .contains("1.2.3", "HTTPRoute default/mistaken", "/status?gateway=default/eg")
          .containsSubsequence("<h2>Findings", "<h2>Gateways", "<h2>Envoys")
          .doesNotContain("<script");
    }
  }

  @Test
  void theStatusDirectoryMayNotMeetTheWatchedOne() throws Exception {
    Path inside = directory.resolve("status");
    assertThatThrownBy(
            () -> Standalone.start(StandaloneOptions.of(directory).withStatusDirectory(inside)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lies in the folder that is watched");
    Path watched = Files.createDirectories(directory.resolve("status/objects"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), inside);
    assertThatThrownBy(
            () -> Standalone.start(StandaloneOptions.of(watched).withStatusDirectory(link)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lies in the status directory");
  }

  @Test
  void theStatusDirectoryFollowsTheObjects(@TempDir Path status) throws Exception {
    Files.writeString(directory.resolve("all.yaml"), OBJECTS);
    Path folder = status.resolve("new");
    var options = StandaloneOptions.of(directory).withStatusDirectory(folder);
    try (var server = Standalone.start(options)) {
      await(() -> Files.exists(folder.resolve("HTTPRoute/default/cart.yaml")));
      await(() -> Files.exists(folder.resolve("findings.txt")));
      assertThat(Files.readString(folder.resolve("findings.txt"))).contains("error[unknown-field]");
      Files.delete(directory.resolve("all.yaml"));
      await(() -> !Files.exists(folder.resolve("HTTPRoute")));
      await(
          () ->
              Files.readString(folder.resolve("findings.txt"))
                  .equals("nothing to complain about\n"));
      assertThat(server.findings()).isEmpty();
    }
  }

  private interface Promise {
    boolean holds() throws IOException;
  }

  private static void await(Promise promise) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!promise.holds()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void nothingCanBeChangedThroughTheAdminPages() throws Exception {
    try (var server = Standalone.start(StandaloneOptions.of(directory))) {
      for (String method : new String[] {"POST", "PUT", "DELETE"}) {
        for (String path : new String[] {"/", "/status", "/metrics"}) {
          HttpResponse<String> answer = send(server, method, path);
          assertThat(answer.statusCode()).isEqualTo(405);
          assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
      }
    }
  }

  @Test
  void aStartThatFailsLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() -> Standalone.start(StandaloneOptions.of(directory.resolve("missing"))))
        .isInstanceOf(NoSuchFileException.class);
    try (var first = Standalone.start(StandaloneOptions.of(directory))) {
      var taken =
          StandaloneOptions.of(directory)
              .withXds(new InetSocketAddress(InetAddress.getLoopbackAddress(), first.xdsPort()));
      assertThatThrownBy(() -> Standalone.start(taken)).isInstanceOf(IOException.class);
    }
    // An executor has terminated a moment before its thread has.
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ballast-")));
  }

  private static HttpResponse<String> get(Standalone server, String path) throws Exception {
    return send(server, "GET", path);
  }

  private static HttpResponse<String> send(Standalone server, String method, String path)
      throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
