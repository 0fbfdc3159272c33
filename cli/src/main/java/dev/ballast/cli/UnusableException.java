package dev.ballast.cli;

/** A command cannot do its work; the message is one line for the user, and the exit code is 2. */
final class UnusableException extends RuntimeException {
  UnusableException(String message) {
    super(message);
  }

  UnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
