package dev.ballast.lab.toolbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.envoy.CacheFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder that holds every program of the lab under its own name: {@code etcd}, {@code
 * kube-apiserver}, {@code kube-controller-manager}, {@code kubectl}, {@code helm}, {@code hey},
 * {@code jq}.
 *
 * @param programs each program's file
 */
public record Toolbox(Map<String, Path> programs) {
  private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

  public Toolbox {
    programs = Map.copyOf(programs);
  }

  /**
   * The programs from {@code KUBEBUILDER_ASSETS}, else from the cache, where what is missing is
   * built. The first time takes 15 to 20 minutes on two cores, later a few milliseconds.
   *
   * @param progress hears what is being built and since when
   * @throws ToolboxUnavailableException when something is missing and cannot be built
   */
  public static Toolbox open(Map<String, String> environment, PrintStream progress) {
    var found = new EnumMap<Tool, Path>(Tool.class);
    Path home = CacheFolder.of(environment).resolve("kubernetes");
    for (Tool tool : Tool.values()) {
      found.put(tool, provided(tool, environment).orElse(cached(tool, home)));
    }
    List<Tool> missing =
        found.keySet().stream().filter(tool -> !Files.isExecutable(path(found, tool))).toList();
    if (!missing.isEmpty()) {
      build(missing, home, environment, progress);
    }
    var programs = new HashMap<String, Path>();
    found.forEach((tool, path) -> programs.put(tool.program(), path));
    return new Toolbox(programs);
  }

  /**
   * @param program such as {@code kubectl}
   */
  public Path path(String program) {
    Path path = programs.get(program);
    if (path == null) {
      throw new IllegalArgumentException("the toolbox has no " + program);
    }
    return path;
  }

  private static Path path(Map<Tool, Path> found, Tool tool) {
    Path path = found.get(tool);
    if (path == null) {
      throw new IllegalStateException("no place was chosen for " + tool);
    }
    return path;
  }

  private static Optional<Path> provided(Tool tool, Map<String, String> environment) {
    String assets = environment.getOrDefault("KUBEBUILDER_ASSETS", "");
    return assets.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(assets, tool.program()).toAbsolutePath()).filter(Files::isExecutable);
  }

  private static Path cached(Tool tool, Path home) {
    return home.resolve(tool.module().cacheName()).resolve(tool.program());
  }

  private static void build(
      List<Tool> missing, Path home, Map<String, String> environment, PrintStream progress) {
    WITHIN_PROCESS.lock();
    try {
      Files.createDirectories(home);
      try (var channel =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock lock = lock(channel, progress);
        try {
          buildLocked(missing, home, environment, progress);
        } finally {
          lock.release();
        }
      }
    } catch (IOException e) {
      throw new ToolboxUnavailableException(
          "the lab's programs cannot be kept in " + home + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolboxUnavailableException("interrupted while building the lab's programs", e);
    } finally {
      WITHIN_PROCESS.unlock();
    }
  }

  private static FileLock lock(FileChannel channel, PrintStream progress) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.println("another run is building the lab's programs; waiting for it…");
    return channel.lock();
  }

  private static void buildLocked(
      List<Tool> missing, Path home, Map<String, String> environment, PrintStream progress)
      throws IOException, InterruptedException {
    // Whoever held the lock before us may have built them.
    List<Tool> still =
        missing.stream().filter(tool -> !Files.isExecutable(cached(tool, home))).toList();
    var go = new Go(environment, progress, "go");
    for (Tool tool : still) {
      progress.println(
          "building %s %s for the Kubernetes lab (%d of %d, once, about %s)…"
              .formatted(
                  tool.program(),
                  tool.module().version(),
                  still.indexOf(tool) + 1,
                  still.size(),
                  tool.buildTime()));
      Path target = cached(tool, home);
      Path work = Files.createTempDirectory(Files.createDirectories(target.getParent()), ".build-");
      try {
        tool.module().writeTo(work);
        Path built = work.resolve("built");
        go.build(tool, work, built);
        verify(tool, built);
        Files.move(built, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        deleteTree(work);
      }
    }
  }

  private static void verify(Tool tool, Path program) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(tool.askVersion());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    if (!said.contains(tool.provesItself())) {
      throw new ToolboxUnavailableException(
          "%s was built, but says %s where %s was expected"
              .formatted(
                  tool.program(), said.lines().findFirst().orElse("nothing"), tool.provesItself()));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Every program's name, for whoever sets up a {@code PATH}. */
  public static List<String> names() {
    return Arrays.stream(Tool.values()).map(Tool::program).toList();
  }
}
