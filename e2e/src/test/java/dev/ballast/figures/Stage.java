package dev.ballast.figures;

import dev.ballast.bench.Prober;
import dev.ballast.bench.RouteBook;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.lab.Door;
import dev.ballast.lab.Lab;
import dev.ballast.stories.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The installed lab with a Gateway, its Envoy, endpoints and a client. */
final class Stage implements AutoCloseable {
  /**
   * The lab does not hold a container to its limit of memory, so the JVM would size its heap by the
   * whole machine. This is what it sees under the manifests' own limit.
   */
  private static final String[] LIMIT = {
    "--set-string", "extraEnv[0].name=JAVA_TOOL_OPTIONS",
    "--set-string", "extraEnv[0].value=-XX:MaxRAM=768m"
  };

  /**
   * Requests take the way of the lab's doors, through two more processes; one behind the other they
   * would keep both processors busy.
   */
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(1);

  private final Installed installed;
  private final RandomGenerator random;
  private final ClusterWorld world;
  private final PolicyWatch policies;
  private final Door door;
  private final Prober prober;

  private Stage(
      Installed installed,
      RandomGenerator random,
      ClusterWorld world,
      PolicyWatch policies,
      Door door) {
    this.installed = installed;
    this.random = random;
    this.world = world;
    this.policies = policies;
    this.door = door;
    prober = new Prober(door.port(), BETWEEN_REQUESTS);
  }

  /** Returns when Envoy takes requests; the world is not created yet. */
  static Stage set(FigureOptions options) throws IOException {
    var installed = Installed.start(LIMIT);
    try {
      Lab lab = installed.lab();
      String namespace = RouteBook.namespace();
      lab.kubectl("create", "namespace", namespace).orThrow();
      lab.apply(ClusterWorld.front()).orThrow();
      lab.kubectl(
              "wait",
              "-n",
              namespace,
              "--for=condition=Programmed",
              "gateway/front",
              "--timeout=120s")
          .orThrow();
      String address =
          lab.kubectl(
                  "get",
                  "-n",
                  namespace,
                  "gateway/front",
                  "-o",
                  "jsonpath={.status.addresses[0].value}")
              .orThrow()
              .out()
              .strip();
      var world = new ClusterWorld(options.world(), lab.client(), backend(lab));
      return new Stage(
          installed,
          new SplittableRandom(options.world().seed()),
          world,
          new PolicyWatch(lab.client()),
          lab.door(address, 80));
    } catch (IOException | RuntimeException e) {
      installed.close();
      throw e;
    }
  }

  /** Its port. */
  private static int backend(Lab lab) throws IOException {
    lab.sh("ip route add local 10.%d.0.0/16 dev lo".formatted(FarBackend.RANGE)).orThrow();
    Process process =
        lab.process(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FarBackend.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return Integer.parseInt(Objects.requireNonNull(said.readLine(), "the backend has ended"));
  }

  Lab lab() {
    return installed.lab();
  }

  KubernetesClient client() {
    return lab().client();
  }

  ClusterWorld world() {
    return world;
  }

  PolicyWatch policies() {
    return policies;
  }

  /** Asks Envoy, by the way of its Service. */
  Prober prober() {
    return prober;
  }

  String envoyVersion() {
    return EnvoyBinary.find(System.getenv(), System.err).version();
  }

  void settle() throws InterruptedException {
    policies.settle(random);
  }

  @Override
  public void close() {
    prober.close();
    door.close();
    policies.close();
    world.close();
    installed.close();
  }
}
