package dev.ballast.server;

/** An option's words cannot be meant; the message is one line for the user. */
public final class UnusableOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableOptionException(String message) {
    super(message);
  }

  UnusableOptionException(String message, Throwable cause) {
    super(message, cause);
  }
}
