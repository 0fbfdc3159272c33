package dev.ballast.lab.toolbox;

/** A program of the lab is missing; the message is one line that says how to get it. */
public final class ToolboxUnavailableException extends RuntimeException {
  public ToolboxUnavailableException(String message) {
    super(message);
  }

  public ToolboxUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
