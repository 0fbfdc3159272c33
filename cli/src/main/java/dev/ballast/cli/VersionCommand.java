package dev.ballast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version, as --version does.")
final class VersionCommand implements Callable<Integer> {
  private final Screen screen;

  VersionCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    screen.out().println(VersionText.line());
    return ExitCode.CLEAN;
  }
}
