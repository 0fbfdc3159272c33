package dev.ballast.lab;

/** The lab cannot run here; the message is one line that says why and what would help. */
public final class LabUnavailableException extends RuntimeException {
  public LabUnavailableException(String message) {
    super(message);
  }

  public LabUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
