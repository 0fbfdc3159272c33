package dev.ballast.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of the server's log is shown; the rest of its set-up is in {@code logback.xml}. */
final class Logs {
  private Logs() {}

  /** Only what breaks: the demo tells its own story. */
  static void quiet() {
    level(Level.ERROR);
  }

  /** Findings too: they answer whoever edits the demo's files. */
  static void findings() {
    level(Level.WARN);
  }

  /** More than decisions, for those who hunt a fault. */
  static void verbose() {
    level(Level.DEBUG);
  }

  private static void level(Level level) {
    if (LoggerFactory.getLogger("dev.ballast") instanceof Logger ours) {
      ours.setLevel(level);
    }
  }
}
