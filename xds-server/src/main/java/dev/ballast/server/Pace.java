package dev.ballast.server;

/** Keeps one kind of line from flooding the log: a hundred a second, the rest is counted. */
final class Pace {
  private static final int LINES_A_SECOND = 100;
  private static final long SECOND = 1_000_000_000L;

  private long begin;
  private int said;
  private int heldBack;

  /**
   * @param now of {@link System#nanoTime}
   */
  synchronized boolean allows(long now) {
    if (said == 0 || now - begin >= SECOND) {
      begin = now;
      said = 0;
    }
    if (said < LINES_A_SECOND) {
      said++;
      return true;
    }
    heldBack++;
    return false;
  }

  /** How many were not allowed since this was asked last. */
  synchronized int takeHeldBack() {
    int count = heldBack;
    heldBack = 0;
    return count;
  }
}
