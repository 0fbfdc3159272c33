package dev.ballast.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import org.slf4j.LoggerFactory;

/** How much of the server's log is shown; the rest of its set-up is in {@code logback.xml}. */
final class Logs {
  private static final List<String> ROOMS =
      List.of("provider", "engine", "serving", "admin", "statusfolder");

  private static final List<String> LEVELS = List.of("debug", "info", "warn", "error", "off");

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

  /** Of one room, whatever holds for the others. */
  static void room(String room, String level) {
    if (!ROOMS.contains(room)) {
      throw new UnusableException(
          "--log: there is no room \"%s\"; rooms are %s".formatted(room, String.join(", ", ROOMS)));
    }
    if (!LEVELS.contains(level)) {
      throw new UnusableException(
          "--log: there is no level \"%s\"; levels are %s"
              .formatted(level, String.join(", ", LEVELS)));
    }
    level("dev.ballast." + room, Level.toLevel(level));
  }

  private static void level(Level level) {
    level("dev.ballast", level);
  }

  private static void level(String name, Level level) {
    if (LoggerFactory.getLogger(name) instanceof Logger ours) {
      ours.setLevel(level);
    }
  }
}
