package dev.ballast.cli;

/** What a command's exit code says. */
final class ExitCode {
  /** Nothing wrong, or only warnings. */
  static final int CLEAN = 0;

  /** The input has errors, or the demo saw something else than it promised. */
  static final int ERRORS = 1;

  /** Wrong usage, input that cannot be read, or something missing on this machine. */
  static final int UNUSABLE = 2;

  /** Stopped with Ctrl-C; what shells say then, too. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
