package dev.ballast.lab.node;

import dev.ballast.lab.image.RootFolder;
import dev.ballast.lab.net.Network;
import dev.ballast.lab.process.Command;
import dev.ballast.lab.process.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One run of a container: a process with mount, process and host name namespaces of its own, in the
 * network namespace of its pod, that sees a root folder of its own.
 */
final class ContainerProcess {
  // Arguments: root folder, its fstab, "ro" or "rw", host name, working folder, then the command.
  private static final String ENTER =
      """
      exec 2>&1 # what unshare itself has to say is none of the container's output
      root=$1 table=$2 mode=$3 name=$4 folder=$5; shift 5
      %1$s --bind "$root" "$root"
      %1$s --all --fstab "$table"
      %1$s -t proc proc "$root/proc"
      hostname "$name" 2>/dev/null || : # a nicety, and not every machine has the program
      [ "$mode" = rw ] || %1$s -o remount,bind,ro "$root"
      : > "$root.up"
      exec %2$s --root="$root" --wd="$folder" -- "$@"
      """
          .formatted(onPath("mount"), onPath("unshare"));

  private final Process outer;
  private final Path root;
  private final Map<String, String> environment;

  private ContainerProcess(Process outer, Path root, Map<String, String> environment) {
    this.outer = outer;
    this.root = root;
    this.environment = environment;
  }

  /**
   * What is started.
   *
   * @param network name of the pod's network namespace; empty for the lab's own
   * @param hostName what the container finds as its host's name
   * @param readOnlyRoot whether only its volumes can be written to
   * @param environment all variables; none of ours are added
   * @param log gets standard output and standard error
   */
  record Start(
      Optional<String> network,
      String hostName,
      boolean readOnlyRoot,
      Map<String, String> environment,
      String workingFolder,
      List<String> command,
      Path log) {
    Start {
      environment = Map.copyOf(environment);
      command = List.copyOf(command);
    }
  }

  /**
   * @param root holds {@code root} itself and the table of its mounts
   */
  static ContainerProcess start(Start start, RootFolder root) throws IOException {
    Path rootPath = root.on("/");
    Path table = rootPath.resolveSibling(rootPath.getFileName() + ".fstab");
    Files.deleteIfExists(up(rootPath));
    Files.writeString(table, root.fstab());
    var words = new ArrayList<String>();
    start.network().ifPresent(name -> words.addAll(Network.enter(name)));
    words.addAll(
        List.of(
            onPath("unshare"),
            "--mount",
            "--pid",
            "--uts",
            "--fork",
            "--kill-child",
            "/bin/sh",
            "-ec",
            ENTER,
            "container",
            rootPath.toString(),
            table.toString(),
            start.readOnlyRoot() ? "ro" : "rw",
            start.hostName(),
            start.workingFolder()));
    words.addAll(start.command());
    words.set(0, onPath(words.getFirst()));
    var builder =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(start.log().toFile()))
            .redirectError(
                ProcessBuilder.Redirect.appendTo(
                    start.log().resolveSibling("unshare.err").toFile()));
    builder.environment().clear();
    builder.environment().putAll(start.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    return new ContainerProcess(process, rootPath, start.environment());
  }

  /** Its number in the lab. */
  long id() {
    return outer.pid();
  }

  /** Completes with the exit code. */
  CompletableFuture<Integer> onExit() {
    return outer.onExit().thenApply(Process::exitValue);
  }

  /** Asks the container's first process to end. */
  void terminate() {
    awaitUp();
    first().ifPresent(ProcessHandle::destroy);
  }

  /** Ends all its processes. */
  void kill() {
    // The kernel ends the others of a process namespace with the first one.
    first().ifPresentOrElse(ProcessHandle::destroyForcibly, outer::destroyForcibly);
  }

  /** Runs a command in the container, as {@code exec} probes and hooks do. */
  Ran exec(List<String> command, Duration atMost) {
    awaitUp();
    Optional<ProcessHandle> first = first();
    if (first.isEmpty()) {
      return new Ran(String.join(" ", command), 1, "", "the container does not run");
    }
    var words =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(first.get().pid()),
                "--mount",
                "--net",
                "--uts",
                "--pid",
                "--root",
                "--wd=/",
                "--"));
    words.addAll(command);
    return Command.of(words.toArray(String[]::new)).with(environment).within(atMost).run();
  }

  /** Where the container's own path lies for us, if no volume hangs above it. */
  Path on(String path) {
    return root.resolve(path.substring(1));
  }

  /** A shell first hangs up what the container sees; before that nothing of it is there. */
  private void awaitUp() {
    try {
      while (!Files.exists(up(root)) && !outer.waitFor(5, TimeUnit.MILLISECONDS)) {
        // It ends or comes up.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path up(Path root) {
    return root.resolveSibling(root.getFileName() + ".up");
  }

  private Optional<ProcessHandle> first() {
    return outer.children().findFirst();
  }

  /** A container's own PATH is none of ours, so our programs are named in full. */
  private static String onPath(String program) {
    if (program.startsWith("/")) {
      return program;
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(folder, program);
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    throw new IllegalStateException("`" + program + "` is not on the PATH");
  }
}
