package dev.ballast.cli;

import dev.ballast.explain.FieldPage;
import dev.ballast.explain.FindingPages;
import dev.ballast.finding.Nearest;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description =
        "Explains a finding's code or a field of BackendTrafficPolicy; without one, lists all"
            + " codes.",
    footer = {
      "",
      "Examples:",
      "  ballast explain hash-table-prime",
      "  ballast explain spec.loadBalancer.consistentHash.tableSize"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(
      paramLabel = "CODE|FIELD",
      arity = "0..1",
      description = "The code in brackets behind a finding, or the path of a field.")
  @Nullable String topic;

  ExplainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    String asked = topic;
    if (asked == null) {
      screen.out().print(String.join("\n", FindingPages.codes()) + "\n");
      return ExitCode.CLEAN;
    }
    String page =
        FindingPages.find(asked)
            .or(() -> FieldPage.find(asked))
            .orElseThrow(() -> new UnusableException(unknown(asked)));
    screen.out().print(page);
    return ExitCode.CLEAN;
  }

  private static String unknown(String asked) {
    Optional<String> near = Nearest.of(asked, FindingPages.codes()).or(() -> FieldPage.near(asked));
    return "there is no finding and no field \"%s\"%s"
        .formatted(asked, near.map(name -> "; did you mean \"" + name + "\"?").orElse(""));
  }
}
