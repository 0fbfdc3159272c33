package dev.ballast.lab.toolbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's own Go, with the user's own settings (proxy, flags, caches). */
final class Go {
  private static final Pattern VERSION = Pattern.compile("go([0-9]+)\\.([0-9]+)");
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

  private final Map<String, String> environment;
  private final PrintStream progress;

  private final String program;

  /**
   * @param program name or path of {@code go}
   */
  Go(Map<String, String> environment, PrintStream progress, String program) {
    this.environment = environment;
    this.progress = progress;
    this.program = program;
  }

  /**
   * Builds one program.
   *
   * @param work a folder that holds the module's files
   * @param target where the program goes when it is whole
   */
  void build(Tool tool, Path work, Path target) throws IOException, InterruptedException {
    requireVersion(tool.module(), work);
    Path draft = work.resolve(tool.program());
    Path log = work.resolve(tool.program() + ".log");
    Instant start = Instant.now();
    Process go =
        start(
            work,
            log,
            "build",
            "-trimpath",
            "-buildvcs=false",
            "-ldflags",
            tool.linkerFlags(),
            "-o",
            draft.toString(),
            tool.goPackage());
    var atExit = new Thread(() -> kill(go), "stop-go");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      while (!go.waitFor(SIGN_OF_LIFE.toSeconds(), TimeUnit.SECONDS)) {
        progress.println("  " + tool.program() + ": building since " + since(start));
      }
    } finally {
      kill(go);
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    if (go.exitValue() != 0) {
      throw new ToolboxUnavailableException(
          "%s could not be built: %s".formatted(tool.program(), lastLines(log)));
    }
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    progress.println("  " + tool.program() + " is built, " + since(start));
  }

  /** Go itself reads {@code go.mod}, and fetches a newer Go where the user's settings allow it. */
  void requireVersion(GoModule module, Path work) throws IOException, InterruptedException {
    String needed = module.goVersion();
    String remedy =
        "the Kubernetes lab is built from source once, which needs Go %s or newer; %s. Install it,"
            + " or set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver,"
            + " kube-controller-manager, kubectl, helm and hey";
    Path said = work.resolve("go-version");
    String version;
    try {
      Process go = start(work, said, "env", "GOVERSION");
      go.waitFor();
      version = Files.readString(said).strip();
    } catch (IOException e) {
      throw new ToolboxUnavailableException(
          remedy.formatted(needed, "there is no `go` on the PATH"), e);
    }
    Matcher found = VERSION.matcher(version);
    Matcher wanted = VERSION.matcher("go" + needed);
    if (!found.lookingAt() || !wanted.lookingAt() || minor(found) < minor(wanted)) {
      throw new ToolboxUnavailableException(remedy.formatted(needed, "found: " + version));
    }
  }

  private static int minor(Matcher version) {
    return 1000 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2));
  }

  private Process start(Path work, Path log, String... arguments) throws IOException {
    var builder =
        new ProcessBuilder(program)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    // A static program needs no C compiler to be built and no C library to run.
    builder.environment().put("CGO_ENABLED", "0");
    // A workspace above the cache is none of our business.
    builder.environment().put("GOWORK", "off");
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void kill(Process go) {
    go.descendants().forEach(ProcessHandle::destroyForcibly);
    go.destroyForcibly();
  }

  private static String since(Instant start) {
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, UTF_8);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
  }
}
