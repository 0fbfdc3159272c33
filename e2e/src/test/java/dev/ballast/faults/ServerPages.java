package dev.ballast.faults;

import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.standalone.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a person sees of the server: its admin pages. */
final class ServerPages {
  private ServerPages() {}

  static String get(Standalone server, String path) {
    try (var body =
        URI.create("http://127.0.0.1:" + server.adminPort() + path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("page " + path + " did not answer", e);
    }
  }

  /** What the status of an object says about being programmed; the first of several parents. */
  static Condition programmed(Standalone server, String kind, String name) {
    var page = JsonReader.read(get(server, "/status").getBytes(StandardCharsets.UTF_8));
    return Trees.items(page, "objects").stream()
        .filter(each -> Trees.text(each, "kind").equals(kind))
        .filter(each -> Trees.text(each, "name").equals(name))
        .flatMap(each -> Trees.at(each, List.of("status")).stream())
        .flatMap(ServerPages::holders)
        .flatMap(holder -> Trees.items(holder, "conditions").stream())
        .filter(each -> Trees.text(each, "type").equals("Programmed"))
        .map(each -> new Condition(Trees.text(each, "status"), Trees.text(each, "message")))
        .findFirst()
        .orElse(new Condition("absent", ""));
  }

  record Condition(String status, String message) {}

  private static Stream<Node> holders(Node status) {
    return Stream.of(
            List.of(status), Trees.items(status, "parents"), Trees.items(status, "ancestors"))
        .flatMap(List::stream);
  }

  /**
   * The sum over all series of a metric.
   *
   * @param labels a text that the labels must contain, such as {@code type="route"}; empty for all
   */
  static long metric(Standalone server, String name, String labels) {
    return (long)
        get(server, "/metrics")
            .lines()
            .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
            .filter(line -> line.contains(labels))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }

  /** Resources and removals written to Envoys since the server started, of one type or of all. */
  static long sent(Standalone server, String type) {
    String labels = type.isEmpty() ? "" : "type=\"" + type + "\"";
    return metric(server, "ballast_ads_resources_sent_total", labels);
  }
}
