package dev.ballast.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.e2e.Lab;
import dev.ballast.e2e.Manifests;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.serving.StreamStatus;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.standalone.Standalone;
import dev.ballast.standalone.StandaloneOptions;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.LoadClient;
import dev.ballast.traffic.SteadyTraffic;
import dev.ballast.traffic.SteadyTraffic.Probe;
import dev.ballast.traffic.SteadyTraffic.Timed;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A server that can be restarted, the directory that it serves, echo backends, and as many Envoys
 * of Gateway {@code shop/front} as a story wants.
 */
final class FaultLab implements AutoCloseable {
  static final String GATEWAY = "shop/front";
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REQUESTS_A_SECOND = 200;
  private static final int CONNECTIONS = 16;

  private final Path folder;
  private final Path objects;
  private final int xdsPort;
  private final int listenerPort;
  private final int secondListenerPort;
  private final List<EchoBackend> backends = new ArrayList<>();
  private final List<EnvoyProcess> envoys = new ArrayList<>();
  private Standalone server;

  private FaultLab(Path folder, int backendCount) throws IOException {
    this.folder = folder;
    var ports = FreePorts.pick(3);
    xdsPort = ports.get(0);
    listenerPort = ports.get(1);
    secondListenerPort = ports.get(2);
    objects = Files.createDirectories(folder.resolve("objects"));
    for (int i = 1; i <= backendCount; i++) {
      backends.add(EchoBackend.start("backend-" + i));
    }
    write("front.yaml", Manifests.front());
    server = serve();
  }

  /** With a Gateway and nothing behind it; Envoys are started by the story. */
  static FaultLab open(Path folder, int backends) throws IOException {
    return new FaultLab(folder, backends);
  }

  // The server and its directory.

  private Standalone serve() throws IOException {
    return Standalone.start(
        StandaloneOptions.of(objects)
            .withXds(new InetSocketAddress(InetAddress.getLoopbackAddress(), xdsPort))
            .withTranslation(
                new TranslationOptions(
                    Set.of(TranslationOptions.BALLAST),
                    Map.of(
                        GATEWAY + "/http", listenerPort,
                        GATEWAY + "/more", secondListenerPort,
                        GATEWAY + "/again", secondListenerPort))));
  }

  Standalone server() {
    return server;
  }

  int xdsPort() {
    return xdsPort;
  }

  void stopServer() {
    server.close();
  }

  /** Starts a new one where the old one was. */
  void startServer() throws IOException {
    server = serve();
  }

  /** Puts a file in place at once, as an editor or a controller would. */
  void write(String file, String text) throws IOException {
    Path draft = Files.writeString(objects.resolve("." + file + ".draft"), text);
    Files.move(draft, objects.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String file) throws IOException {
    Files.deleteIfExists(objects.resolve(file));
  }

  // Envoys.

  /** Connected to a port that leads to the server in one way or another; live when this returns. */
  EnvoyProcess envoy(String node, int xds, Dialect dialect) throws IOException {
    return envoy(
        node, EnvoyBootstrap.local(GATEWAY, node, xds).withDelta(dialect.isDelta()).yaml());
  }

  EnvoyProcess envoy(String node, String bootstrap) throws IOException {
    var envoy = startEnvoy(node, bootstrap);
    envoy.awaitLive(PATIENCE);
    return envoy;
  }

  /** Returns when its admin pages answer, before it has any configuration. */
  EnvoyProcess startEnvoy(String node, String bootstrap) throws IOException {
    var envoy =
        EnvoyProcess.start(
            EnvoyBinary.find(),
            bootstrap,
            Files.createDirectories(folder.resolve("envoy-" + node)),
            2);
    envoys.add(envoy);
    return envoy;
  }

  /**
   * Whatever it went through, in the end it holds what an Envoy holds that was never anywhere else.
   */
  void assertHoldsWhatAFreshOneHolds(EnvoyProcess envoy) throws IOException {
    var fresh = envoy("fresh", xdsPort, Dialect.DELTA);
    if (!Lab.eventually(() -> Held.by(envoy).equals(Held.by(fresh)))) {
      assertThat(Held.by(envoy)).isEqualTo(Held.by(fresh));
    }
  }

  /** Note that a change must have been translated before anyone lacks it. */
  void awaitUpToDate(String node) {
    Lab.await(
        "envoy " + node + " to have everything",
        () -> statusOf(node).filter(StreamStatus::isUpToDate).isPresent());
  }

  Optional<StreamStatus> statusOf(String node) {
    return server.envoys().stream().filter(each -> each.stream().node().equals(node)).findFirst();
  }

  // Traffic.

  List<EchoBackend> backends() {
    return backends;
  }

  /** The backends of these numbers, from 1. */
  List<EchoBackend> backends(int first, int last) {
    return backends.subList(first - 1, last);
  }

  static Set<String> pods(List<EchoBackend> backends) {
    return Set.copyOf(backends.stream().map(EchoBackend::pod).toList());
  }

  int listenerPort() {
    return listenerPort;
  }

  /** Of listeners {@code more} and {@code again}, which the Gateway does not have by itself. */
  int secondListenerPort() {
    return secondListenerPort;
  }

  LoadClient client() {
    return LoadClient.toPort(listenerPort);
  }

  void awaitAnswer(String path) {
    awaitAnswer(client(), path);
  }

  static void awaitAnswer(LoadClient client, String path) {
    Lab.await("an answer at " + path, () -> client.send(Lab.get(path)).status() == 200);
  }

  SteadyTraffic traffic(Probe... probes) {
    return traffic(client(), unheard -> {}, probes);
  }

  SteadyTraffic traffic(LoadClient client, Consumer<Timed> listener, Probe... probes) {
    return SteadyTraffic.start(client, REQUESTS_A_SECOND, CONNECTIONS, List.of(probes), listener);
  }

  @Override
  public void close() {
    envoys.forEach(EnvoyProcess::close);
    server.close();
    backends.forEach(EchoBackend::close);
  }
}
