package dev.ballast.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Prints a completion script for bash or zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(ballast completion bash)",
      "  ballast completion zsh > ~/.zsh/ballast && echo 'source ~/.zsh/ballast' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  private enum Shell {
    bash,
    zsh
  }

  private final Screen screen;

  @Spec @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  @Nullable Shell shell;

  CompletionCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    if (spec == null || spec.parent() == null) {
      throw new IllegalStateException("picocli runs a subcommand only below its parent");
    }
    // One script serves both shells: in zsh it switches bash's completion on.
    CommandLine root = spec.parent().commandLine();
    screen.out().print(AutoComplete.bash("ballast", root));
    return ExitCode.CLEAN;
  }
}
