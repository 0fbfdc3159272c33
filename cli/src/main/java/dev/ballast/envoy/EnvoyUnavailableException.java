package dev.ballast.envoy;

/**
 * There is no Envoy to run; the message is one line that says what is missing and how to get it.
 */
public final class EnvoyUnavailableException extends RuntimeException {
  public EnvoyUnavailableException(String message) {
    super(message);
  }

  public EnvoyUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
