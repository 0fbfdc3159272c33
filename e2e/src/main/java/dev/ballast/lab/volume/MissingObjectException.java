package dev.ballast.lab.volume;

/** A pod refers to something that is not there yet; it waits. */
public final class MissingObjectException extends Exception {
  public MissingObjectException(String message) {
    super(message);
  }
}
