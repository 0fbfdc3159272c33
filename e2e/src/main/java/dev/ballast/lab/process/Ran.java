package dev.ballast.lab.process;

/**
 * What a command left behind.
 *
 * @param command as it was given; for messages
 * @param exitCode zero when all went well
 * @param out its standard output
 * @param err its standard error
 */
public record Ran(String command, int exitCode, String out, String err) {
  public boolean isOk() {
    return exitCode == 0;
  }

  /**
   * This, if the command went well.
   *
   * @throws CommandFailedException otherwise, with all it said
   */
  public Ran orThrow() {
    if (!isOk()) {
      throw new CommandFailedException(this);
    }
    return this;
  }

  /** Both outputs, for messages and for eyes. */
  public String said() {
    return (out + (out.isEmpty() || out.endsWith("\n") ? "" : "\n") + err).strip();
  }
}
