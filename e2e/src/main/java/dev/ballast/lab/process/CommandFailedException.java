package dev.ballast.lab.process;

/** A command that had to go well did not; the message holds the command and what it said. */
public final class CommandFailedException extends RuntimeException {
  private final transient Ran ran;

  public CommandFailedException(Ran ran) {
    super("exit code %d from: %s%n%s".formatted(ran.exitCode(), ran.command(), ran.said()));
    this.ran = ran;
  }

  public Ran ran() {
    return ran;
  }
}
