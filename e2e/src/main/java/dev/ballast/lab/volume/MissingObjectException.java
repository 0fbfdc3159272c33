package dev.ballast.lab.volume;

/** A pod refers to something that is not there yet; it waits. */
public final class MissingObjectException extends Exception {
  private final String reason;

  public MissingObjectException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** One line on what is missing. */
  public String reason() {
    return reason;
  }
}
