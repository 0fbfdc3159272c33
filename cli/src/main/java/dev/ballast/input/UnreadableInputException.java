package dev.ballast.input;

/** A file or folder cannot be opened; the message is one line for the user. */
public final class UnreadableInputException extends RuntimeException {
  public UnreadableInputException(String message) {
    super(message);
  }

  public UnreadableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
