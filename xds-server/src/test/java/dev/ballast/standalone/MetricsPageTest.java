package dev.ballast.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/metrics.md} and {@code /metrics} name the same; a story of the lab holds the rest.
 */
class MetricsPageTest {
  private static final Pattern IN_A_CLUSTER =
      Pattern.compile("^## In a cluster$.*?(?=^## )", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\| (counter|gauge|summary|histogram) \\|", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (\\w+) (counter|gauge|summary|histogram)$", Pattern.MULTILINE);

  @Test
  void everyMetricIsInTheTableAndTheOtherWayRound(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("a.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    Set<String> documented = documented();
    try (var server = Standalone.start(StandaloneOptions.of(directory))) {
      assertThat(server.awaitReady(Duration.ofSeconds(60))).isTrue();
      get(server, "/healthz"); // is counted, and so it is there the next time
      String metrics = get(server, "/metrics");
      Set<String> registered = new TreeSet<>();
      TYPE.matcher(metrics)
          .results()
          .map(found -> found.group(1) + " " + found.group(2))
          .filter(name -> !name.matches(".*_max gauge")) // goes with a timer
          .forEach(registered::add);
      registered.add("process_files_max_files gauge");
      assertThat(documented).containsAll(registered);
      // Which numbers a JVM has depends on its collector and on what it did so far.
      documented.removeIf(name -> name.startsWith("jvm_"));
      assertThat(registered).containsAll(documented);
      assertThat(metrics).contains("ballast_provider_objects{kind=\"Namespace\"} 1.0");
    }
  }

  private static Set<String> documented() throws IOException {
    Path page = Path.of(System.getProperty("ballast.root")).resolve("docs/metrics.md");
    var names = new TreeSet<String>();
    ROW.matcher(IN_A_CLUSTER.matcher(Files.readString(page)).replaceFirst(""))
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .forEach(names::add);
    assertThat(names).hasSizeGreaterThan(30);
    return names;
  }

  private static String get(Standalone server, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
