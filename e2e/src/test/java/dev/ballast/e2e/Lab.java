package dev.ballast.e2e;

import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.envoy.FreePorts;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.standalone.Standalone;
import dev.ballast.standalone.StandaloneOptions;
import dev.ballast.traffic.EchoBackend;
import dev.ballast.traffic.LoadClient;
import dev.ballast.traffic.LoadRequest;
import dev.ballast.translation.TranslationOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Four echo backends behind Service {@code shop/cart}, a directory that is served, and an Envoy
 * that has it. Every route of a story has a path of its own.
 */
public final class Lab implements AutoCloseable {
  static final String HOST = "www.example.com";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path objects;
  private final List<EchoBackend> backends;
  private final Standalone server;
  private final EnvoyProcess envoy;
  private final int port;

  private Lab(
      Path objects, List<EchoBackend> backends, Standalone server, EnvoyProcess envoy, int port) {
    this.objects = objects;
    this.backends = backends;
    this.server = server;
    this.envoy = envoy;
    this.port = port;
  }

  static Lab open(Path folder) throws IOException {
    Path objects = Files.createDirectories(folder.resolve("objects"));
    var backends = new ArrayList<EchoBackend>();
    for (int i = 1; i <= 4; i++) {
      backends.add(EchoBackend.start("backend-" + i));
    }
    Files.writeString(objects.resolve("front.yaml"), Manifests.front());
    Files.writeString(objects.resolve("service.yaml"), Manifests.service("cart", backends));
    int port = FreePorts.one();
    Standalone server =
        Standalone.start(
            StandaloneOptions.of(objects)
                .withTranslation(
                    new TranslationOptions(
                        Set.of(TranslationOptions.BALLAST), Map.of("shop/front/http", port))));
    EnvoyProcess envoy =
        EnvoyProcess.start(
            EnvoyBinary.find(),
            EnvoyBootstrap.local("shop/front", "lab", server.xdsPort()).yaml(),
            Files.createDirectories(folder.resolve("envoy")),
            2);
    envoy.awaitLive(PATIENCE);
    return new Lab(objects, List.copyOf(backends), server, envoy, port);
  }

  List<EchoBackend> backends() {
    return backends;
  }

  List<String> pods() {
    return backends.stream().map(EchoBackend::pod).toList();
  }

  EnvoyProcess envoy() {
    return envoy;
  }

  Standalone server() {
    return server;
  }

  LoadClient client() {
    return LoadClient.toPort(port);
  }

  /** Puts a file in place at once, as an editor or a controller would. */
  void write(String file, String text) throws IOException {
    Path draft = Files.writeString(objects.resolve("." + file + ".draft"), text);
    Files.move(draft, objects.resolve(file), StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String file) throws IOException {
    Files.delete(objects.resolve(file));
  }

  /** A route at {@code path} with a policy; returns when Envoy answers there. */
  void route(String name, String loadBalancer) throws IOException {
    write(name + ".yaml", Manifests.route(name) + "---\n" + Manifests.policy(name, loadBalancer));
    awaitAnswer("/" + name);
  }

  void awaitAnswer(String path) {
    await("an answer at " + path, () -> client().send(get(path)).status() == 200);
  }

  public static LoadRequest get(String path) {
    return LoadRequest.get(HOST, path);
  }

  /** Waits until something is so; the time between two looks is short, the patience long. */
  public static void await(String what, BooleanSupplier holds) {
    if (!eventually(holds)) {
      throw new AssertionError("waited " + PATIENCE + " for " + what);
    }
  }

  /** Whether something became so while it was waited for. */
  public static boolean eventually(BooleanSupplier holds) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return true;
  }

  @Override
  public void close() {
    envoy.close();
    server.close();
    backends.forEach(EchoBackend::close);
  }
}
