package dev.ballast.cli;

import dev.ballast.input.Manifests;
import dev.ballast.report.Report;
import dev.ballast.report.ReportFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "validate",
    description = {
      "Says what is wrong in manifests, without a cluster.",
      "",
      "Every object is judged as the API server would judge it, then all of them together: targets"
          + " that are missing, policies that lose to others. The answer is on standard output, a"
          + " summary on standard error."
    },
    footer = {
      "",
      "Examples:",
      "  ballast validate policy.yaml",
      "  ballast validate shop/ -o github          in a workflow: drawn into the pull request",
      "  kustomize build . | ballast validate -",
      "",
      "Exit codes: 0 clean or warnings only; 1 errors; 2 wrong usage or unreadable input."
    })
final class ValidateCommand implements Callable<Integer> {
  private final Screen screen;

  @Mixin InputOptions input = new InputOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  ValidateCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Report report = input.load(screen, Manifests.Keeping.WHAT_MAY_BE_TOLD).report();
    screen.out().print(format.print(report, screen.colours()));
    screen.out().flush();
    screen.err().println(report.summary());
    return report.errors() > 0 ? ExitCode.ERRORS : ExitCode.CLEAN;
  }
}
