package dev.ballast.faults;

/** How an Envoy is told to speak to the server. */
enum Dialect {
  DELTA,
  STATE_OF_THE_WORLD;

  boolean isDelta() {
    return this == DELTA;
  }
}
