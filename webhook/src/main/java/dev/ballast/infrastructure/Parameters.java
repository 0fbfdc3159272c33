package dev.ballast.infrastructure;

/** How the Envoys of a Gateway, or of a class of Gateways, are to be run, as far as is known. */
sealed interface Parameters {
  /** A ConfigMap has not been seen yet. */
  record Awaited() implements Parameters {}

  record Usable(EnvoyParameters values) implements Parameters {}

  /**
   * @param why all that is wrong, in sentences for the user
   */
  record Unusable(String why) implements Parameters {}
}
