package dev.ballast.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** How much of the server's log is shown; the rest of its set-up is in {@code logback.xml}. */
public final class Logs {
  private static final List<String> LEVELS = List.of("debug", "info", "warn", "error", "off");

  private Logs() {}

  /** Only what breaks: the demo tells its own story. */
  public static void quiet() {
    level(Level.ERROR);
  }

  /** Findings too: they answer whoever edits the demo's files. */
  public static void findings() {
    level(Level.WARN);
  }

  /** More than decisions, for those who hunt a fault. */
  public static void verbose() {
    level(Level.DEBUG);
  }

  /**
   * Of one room, whatever holds for the others.
   *
   * @param rooms those that may be named
   * @return what is wrong with the words, when something is
   */
  public static Optional<String> room(List<String> rooms, String room, String level) {
    if (!rooms.contains(room)) {
      return Optional.of(
          "--log: there is no room \"%s\"; rooms are %s".formatted(room, String.join(", ", rooms)));
    }
    if (!LEVELS.contains(level)) {
      return Optional.of(
          "--log: there is no level \"%s\"; levels are %s"
              .formatted(level, String.join(", ", LEVELS)));
    }
    level("dev.ballast." + room, Level.toLevel(level));
    return Optional.empty();
  }

  /** Runs something when the process ends; what it logs is still written. */
  public static void atTheEnd(String name, Runnable task) {
    var hook = new Thread(task, name);
    LastWords.of(hook);
    Runtime.getRuntime().addShutdownHook(hook);
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
