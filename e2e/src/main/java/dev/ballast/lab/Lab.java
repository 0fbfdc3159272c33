package dev.ballast.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.lab.inside.Inside;
import dev.ballast.lab.inside.Settings;
import dev.ballast.lab.process.Command;
import dev.ballast.lab.process.Daemon;
import dev.ballast.lab.process.Ran;
import dev.ballast.lab.toolbox.Toolbox;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running Kubernetes lab, seen from outside: a control plane, three nodes, {@code kubectl}. It
 * ends when it is closed, and also when this JVM ends or is killed.
 */
public final class Lab implements AutoCloseable {
  private final LabFolder folder;
  private final Process process;
  private final long inhabitant;
  private final Map<String, String> shellEnvironment;
  private final Door apiDoor;
  private final KubernetesClient client;

  private Lab(LabFolder folder, Process process, Map<String, String> shellEnvironment)
      throws IOException {
    this.folder = folder;
    this.process = process;
    this.inhabitant =
        process
            .children()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the lab has no process"))
            .pid();
    this.shellEnvironment = Map.copyOf(shellEnvironment);
    this.apiDoor = Door.open(folder.path(), "10.244.0.1", 6443);
    this.client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(outerKubeconfig())).build();
  }

  /** One line on why no lab can run on this machine; empty when one can. */
  public static Optional<String> whyUnavailable() {
    return Namespaces.whyUnavailable();
  }

  /**
   * Builds what is missing, starts everything, returns when the cluster takes work.
   *
   * @throws LabUnavailableException when this machine does not allow it
   * @throws dev.ballast.lab.toolbox.ToolboxUnavailableException when a program is missing
   */
  public static Lab start(LabOptions options) {
    whyUnavailable()
        .ifPresent(
            reason -> {
              throw new LabUnavailableException(reason);
            });
    PrintStream progress = linesTo(options.progress());
    Toolbox toolbox = Toolbox.open(options.environment(), progress);
    EnvoyBinary envoy = EnvoyBinary.find(options.environment(), progress);
    LabFolder folder = LabFolder.create();
    try {
      return start(options, folder, toolbox, envoy);
    } catch (IOException e) {
      folder.close();
      throw new UncheckedIOException("the lab cannot be started", e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static Lab start(LabOptions options, LabFolder folder, Toolbox toolbox, EnvoyBinary envoy)
      throws IOException {
    var programs = new HashMap<>(toolbox.programs());
    programs.put("envoy", envoy.path());
    new Settings(folder.path(), programs, options.images()).write();
    Path log = Files.createDirectories(folder.path().resolve("logs")).resolve("lab.log");
    Process process =
        new ProcessBuilder(Namespaces.create(insideCommand(folder.path())))
            .redirectError(log.toFile())
            .start();
    try {
      awaitReady(process, log, options.progress());
      return new Lab(folder, process, shellEnvironment(folder.path(), toolbox));
    } catch (IOException | RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  private static List<String> insideCommand(Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx384m",
        "--enable-native-access=ALL-UNNAMED",
        // A probe may carry a Host header of its own.
        "-Dsun.net.http.allowRestrictedHeaders=true",
        "-cp",
        System.getProperty("java.class.path"),
        Inside.class.getName(),
        folder.toString());
  }

  private static void awaitReady(Process process, Path log, Consumer<String> progress)
      throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(Inside.READY)) {
        return;
      }
      progress.accept(line);
    }
    throw new IllegalStateException(
        "the lab did not come up; its log ends with:\n" + Daemon.lastLines(log, 15));
  }

  private static Map<String, String> shellEnvironment(Path folder, Toolbox toolbox) {
    var environment = new HashMap<String, String>();
    var path = new ArrayList<String>();
    toolbox.programs().values().stream()
        .map(program -> program.toAbsolutePath().resolve("..").normalize().toString())
        .distinct()
        .forEach(path::add);
    path.add(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("PATH", String.join(":", path));
    environment.put("KUBECONFIG", folder.resolve("pki/admin.kubeconfig").toString());
    // Nothing of the lab's goes into the user's home.
    environment.put("KUBECACHEDIR", folder.resolve("kubectl-cache").toString());
    environment.put("KUBERC", "off");
    for (String kind : List.of("CACHE", "CONFIG", "DATA")) {
      environment.put("HELM_" + kind + "_HOME", folder.resolve("helm-" + kind).toString());
    }
    return environment;
  }

  /** Runs kubectl in the lab, as {@code admin}. */
  public Ran kubectl(String... arguments) {
    var words = new ArrayList<>(List.of("kubectl"));
    words.addAll(List.of(arguments));
    return command(words.toArray(String[]::new)).run();
  }

  /** What {@code kubectl apply -f -} makes of this YAML. */
  public Ran apply(String yaml) {
    return command("kubectl", "apply", "-f", "-").reading(yaml).run();
  }

  /** Runs a script with bash in the lab; kubectl, helm, hey and curl are on its path. */
  public Ran sh(String script) {
    return command("bash", "-c", script).run();
  }

  /** A command of the lab, not run yet. */
  public Command command(String... words) {
    return Command.of(Namespaces.enter(inhabitant, List.of(words)).toArray(String[]::new))
        .with(shellEnvironment);
  }

  /** A program in the lab that runs on; it ends with the lab at the latest. */
  public ProcessBuilder process(String... words) {
    var builder = new ProcessBuilder(Namespaces.enter(inhabitant, List.of(words)));
    builder.environment().putAll(shellEnvironment);
    return builder;
  }

  /** A client of the API server, as {@code admin}. Its waits are watches. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * A port on this side that leads to an address inside. For clients of the control plane: whoever
   * is behind it sees the lab, not us, as the sender.
   */
  public Door door(String address, int port) {
    return Door.open(folder.path(), address, port);
  }

  /** What {@code KUBECONFIG} names inside. */
  public Path kubeconfig() {
    return folder.path().resolve("pki/admin.kubeconfig");
  }

  /** Logs of the control plane, of the nodes and, below {@code pods}, of all containers. */
  public Path logs() {
    return folder.path().resolve("logs");
  }

  /** One JSON object a line: who changed what. */
  public Path auditLog() {
    return logs().resolve("audit.log");
  }

  /** Lives as long as the lab. */
  public Path folder() {
    return folder.path();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Number of the process that holds the namespaces open. */
  public long pid() {
    return process.pid();
  }

  /** Copies all logs, and what kubectl knows, to a folder that stays; for after a failure. */
  public void collect(Path target) throws IOException {
    Files.createDirectories(target);
    Ran state =
        sh(
            "kubectl get nodes,all,endpointslices -A -o wide; kubectl get events -A"
                + " --sort-by=.metadata.creationTimestamp; kubectl describe pods -A");
    Files.writeString(target.resolve("state.txt"), state.said());
    try (var files = Files.walk(logs())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(logs().relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() {
    client.close();
    apiDoor.close();
    stop(process);
    folder.close();
  }

  private String outerKubeconfig() throws IOException {
    // The certificate names localhost, and nobody out here knows the lab's own addresses.
    return Files.readString(kubeconfig())
        .replace("https://10.244.0.1:6443", "https://localhost:" + apiDoor.port());
  }

  private static void stop(Process process) {
    try {
      // The end of its input is the end of the lab; with its first process go all others.
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static PrintStream linesTo(Consumer<String> listener) {
    return new PrintStream(OutputStream.nullOutputStream()) {
      @Override
      public void println(String line) {
        listener.accept(line);
      }
    };
  }
}
