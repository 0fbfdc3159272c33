package dev.ballast.cli;

import dev.ballast.bench.Bench;
import dev.ballast.bench.BenchFolder;
import dev.ballast.bench.BenchOptions;
import dev.ballast.bench.BenchReport;
import dev.ballast.bench.BenchWatcher;
import dev.ballast.bench.Setting;
import dev.ballast.envoy.EnvoyBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measures how fast changes reach the traffic of a real Envoy.",
      "",
      "Writes a world of routes, each with a policy, a Service and an EndpointSlice of its own,"
          + " serves it to an Envoy with one worker, and changes one thing after another on an idle"
          + " system. A change counts from the rename of its file to the first answer that only the"
          + " change can explain. Takes minutes; use a machine that does nothing else. Linux only."
    },
    footer = {
      "",
      "Examples:",
      "  ballast bench                                   1,000 routes with 4 endpoints each",
      "  ballast bench --routes 10000 --endpoints 10",
      "  ballast bench --routes 10 --samples 5 -o json   quickly, for machines",
      "",
      "What each number means: docs/benchmarks.md",
      "",
      "Exit codes: 0 everything was measured; 1 a change had no effect in time; 2 wrong usage, or"
          + " something is missing."
    })
final class BenchCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Screen screen;

  @Option(
      names = "--routes",
      paramLabel = "N",
      description = "HTTPRoutes of the world. Default: ${DEFAULT-VALUE}.")
  int routes = 1_000;

  @Option(
      names = "--endpoints",
      paramLabel = "E",
      description = "Endpoints of each route. Default: ${DEFAULT-VALUE}.")
  int endpoints = 4;

  @Option(
      names = "--samples",
      paramLabel = "COUNT",
      description =
          "How often each kind of change is made; what takes seconds is measured less often."
              + " Default: ${DEFAULT-VALUE}.")
  int samples = 200;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Chooses which routes are changed. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  Format format = Format.TEXT;

  BenchCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BenchOptions options = options();
    Optional<String> lacks = Bench.lacks();
    if (lacks.isPresent()) {
      throw new UnusableException("bench needs " + lacks.get());
    }
    EnvoyBinary envoy = EnvoyBinary.find(System.getenv(), screen.err());
    try (BenchFolder folder = BenchFolder.create()) {
      return run(options, new Setting(envoy, ballast(), folder.path()), folder);
    }
  }

  private int run(BenchOptions options, Setting setting, BenchFolder folder)
      throws IOException, InterruptedException {
    BenchReport report;
    try {
      report = Bench.run(options, setting, new Watcher(screen));
    } catch (IOException | RuntimeException e) {
      if (folder.isInterrupted()) {
        return ExitCode.INTERRUPTED;
      }
      folder.keep();
      screen.err().println("ballast: what the run left is in " + folder.path());
      throw e;
    }
    screen
        .out()
        .print(
            switch (format) {
              case TEXT -> report.text();
              case JSON -> report.json() + "\n";
            });
    screen.out().flush();
    if (report.failure().isEmpty()) {
      return ExitCode.CLEAN;
    }
    folder.keep();
    screen
        .err()
        .println(
            "ballast: %s; what the run left is in %s"
                .formatted(report.failure().get(), folder.path()));
    return ExitCode.ERRORS;
  }

  private BenchOptions options() {
    try {
      return new BenchOptions(routes, endpoints, samples, seed);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** How a user would start us: with the launcher, if it is the launcher that started us. */
  private static List<String> ballast() {
    String launcher = System.getProperty("ballast.launcher", "");
    if (!launcher.isEmpty()) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        // The log tells the times, so it must be the one that users see and not that of tests.
        "-Dlogback.configurationFile=logback.xml",
        "-cp",
        System.getProperty("java.class.path"),
        Ballast.class.getName());
  }

  private record Watcher(Screen screen) implements BenchWatcher {
    @Override
    public void begins(String what) {
      screen.err().println(what);
    }

    @Override
    public void sampled(String measure, int done, int expected) {
      if (screen.progress()) {
        screen.err().print("\r\033[K%s: %d of %d".formatted(measure, done, expected));
        screen.err().flush();
      }
    }

    @Override
    public void measured(String measure, String summary) {
      screen
          .err()
          .println((screen.progress() ? "\r\033[K" : "") + "%s: %s".formatted(measure, summary));
    }
  }
}
