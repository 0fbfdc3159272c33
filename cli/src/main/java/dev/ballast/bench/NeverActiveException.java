package dev.ballast.bench;

/** A change did not take effect, or another effect than it should; the message says which. */
public final class NeverActiveException extends RuntimeException {
  NeverActiveException(String message) {
    super(message);
  }
}
