package dev.ballast.demo;

import dev.ballast.demo.Outcome.StepOutcome;
import dev.ballast.envoy.EnvoyBinary;
import java.io.PrintStream;
import java.util.List;

/** What the demo says, and in which colours. */
final class Script {
  private static final String GREEN = "\u001b[1;32m";
  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean colours;
  private int number;

  Script(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void opening(EnvoyBinary envoy, Stage stage) {
    out.print(
        """
        Envoy %s (%s), %d workers, at %s
        four echo backends at %s
        objects in %s

        """
            .formatted(
                envoy.version(),
                envoy.path(),
                Stage.WORKERS,
                stage.base(),
                String.join(
                    " ", stage.backends().stream().map(backend -> backend.hostAndPort()).toList()),
                stage.folder().objects()));
  }

  void section(Section section, int sections, String loadBalancer) {
    number++;
    out.print(
        """
        %s
        %s
        """
            .formatted(
                paint(BOLD, "%d/%d %s".formatted(number, sections, section.title()))
                    + "  ("
                    + section.file()
                    + ")",
                paint(DIM, loadBalancer.indent(4).stripTrailing())));
  }

  void step(StepOutcome outcome, List<String> pods) {
    Step step = outcome.step();
    var text = new StringBuilder();
    text.append("  $ ").append(step.command()).append('\n');
    text.append(Bars.table(pods, outcome.result().byBackend()));
    if (!outcome.measured().isEmpty()) {
      text.append("  ").append(outcome.measured()).append('\n');
    }
    text.append("  expected: %s: ".formatted(step.promise().words()))
        .append(outcome.ok() ? paint(GREEN, "ok") : paint(RED, "FAIL"))
        .append('\n');
    if (!outcome.result().allOk()) {
      text.append("  answers by status: ").append(outcome.result().byStatus()).append('\n');
    }
    out.print(text.append('\n'));
  }

  void ending(List<Outcome> outcomes, Stage stage, boolean once) {
    long good = outcomes.stream().filter(Outcome::ok).count();
    out.println(
        paint(
            good == outcomes.size() ? GREEN : RED,
            "%d of %d sections as promised".formatted(good, outcomes.size())));
    if (once) {
      return;
    }
    out.print(
        """

        Everything stays up until Ctrl-C. Now it is your turn:
          edit    %s
                  (say, type: Random in round-robin.yaml; it is in Envoy when the file is saved)
          try     curl -s -H 'Host: %s' %s/round | grep pod
          judge   ballast validate %s
          look    http://127.0.0.1:%d/status   what Ballast thinks of your files
                  %s/clusters   what Envoy has, and who got how many
                  %s
        """
            .formatted(
                stage.folder().objects(),
                Walkthrough.HOST,
                stage.base(),
                stage.folder().objects(),
                stage.server().adminPort(),
                stage.envoy().admin(),
                stage.envoy().log()));
  }

  void stopping() {
    out.println("stopped");
  }

  void envoyEnded(Stage stage) {
    out.println("Envoy ended; its log is " + stage.envoy().log());
  }

  private String paint(String colour, String text) {
    return colours ? colour + text + PLAIN : text;
  }
}
