package dev.ballast.demo;

import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.standalone.Standalone;
import dev.ballast.standalone.StandaloneOptions;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that runs during a demo: four backends, our server, one Envoy.
 *
 * @param port where Envoy takes requests
 */
record Stage(
    WorkFolder folder, List<EchoBackend> backends, Standalone server, EnvoyProcess envoy, int port)
    implements AutoCloseable {
  static final int WORKERS = 2;

  private static final String GATEWAY = "default/eg";
  private static final int BACKENDS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Starts everything; returns when Envoy takes traffic. */
  static Stage open(EnvoyBinary binary, WorkFolder folder, List<String> samples)
      throws IOException {
    var started = new ArrayList<AutoCloseable>();
    try {
      var backends = new ArrayList<EchoBackend>();
      for (int i = 1; i <= BACKENDS; i++) {
        EchoBackend backend = EchoBackend.start("backend-" + i);
        started.add(backend);
        backends.add(backend);
      }
      for (String sample : samples) {
        folder.copySample(sample);
      }
      folder.writePrerequisites(backends, TranslationOptions.BALLAST);
      int port = FreePorts.one();
      Standalone server = Standalone.start(options(folder, port));
      started.add(server);
      EnvoyProcess envoy =
          EnvoyProcess.start(
              binary,
              EnvoyBootstrap.local(GATEWAY, "demo", server.xdsPort()).yaml(),
              folder.envoy(),
              WORKERS);
      started.add(envoy);
      envoy.awaitLive(PATIENCE);
      return new Stage(folder, List.copyOf(backends), server, envoy, port);
    } catch (IOException | RuntimeException e) {
      closeAll(started);
      throw e;
    }
  }

  private static StandaloneOptions options(WorkFolder folder, int port) {
    return StandaloneOptions.of(folder.objects())
        .withTranslation(
            new TranslationOptions(
                Set.of(TranslationOptions.BALLAST), Map.of(GATEWAY + "/http", port)));
  }

  /** Where requests go. */
  String base() {
    return "http://127.0.0.1:" + port;
  }

  List<String> pods() {
    return backends.stream().map(EchoBackend::pod).toList();
  }

  @Override
  public void close() {
    var running = new ArrayList<AutoCloseable>(backends);
    running.add(server);
    running.add(envoy);
    closeAll(running);
  }

  /** The last one started first: Envoy goes before those it talks to. */
  private static void closeAll(List<AutoCloseable> running) {
    for (AutoCloseable one : running.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(one.getClass().getSimpleName() + " did not close", e);
      }
    }
  }
}
