package dev.ballast.app;

import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts everything against an API server that is not there, so that a start-up cache holds the
 * classes that a start needs.
 */
final class Rehearsal {
  private static final Duration LENGTH = Duration.ofSeconds(2);

  private Rehearsal() {}

  static void run() throws IOException, InterruptedException {
    var config =
        new ConfigBuilder()
            .withMasterUrl("https://127.0.0.1:1/")
            .withRequestRetryBackoffLimit(0)
            .withTrustCerts(true)
            .build();
    try (var client = ClientSettings.client(config);
        var server = new KubernetesServer(KubernetesOptions.alone(), client).start();
        var http = HttpClient.newHttpClient()) {
      server.operator().served("Gateway", Optional.of("v1"));
      for (String page : new String[] {"/readyz", "/status", "/metrics", "/"}) {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(server.server().adminPort(), page));
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
      }
      Thread.sleep(LENGTH);
    }
  }
}
