package dev.ballast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * What the launcher runs once to learn which classes a command needs; the JVM notes them at exit.
 */
@Command(name = "train", hidden = true, description = "Runs what the start-up cache should hold.")
final class TrainCommand implements Callable<Integer> {
  private final Screen screen;

  TrainCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Ballast.run(screen, "--version");
    Ballast.run(screen, "--help");
    return ExitCode.CLEAN;
  }
}
