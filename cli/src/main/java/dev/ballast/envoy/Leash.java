package dev.ballast.envoy;

import java.util.ArrayList;
import java.util.List;

/**
 * Ties a child process to this one. What runs on a leash ends when this JVM ends in whatever way,
 * even when it is killed: a small shell process holds the other end of a pipe that breaks with us.
 */
public final class Leash {
  // The shell becomes the child (exec), so the process that is started is the child itself. A
  // forked shell waits for a line that never comes; end of input means that we are gone.
  private static final String WATCHED =
      """
      exec 3<&0
      child=$$
      ( trap '' INT TERM HUP; read -r _ <&3; kill -TERM "$child" ) 2>/dev/null >/dev/null &
      exec "$@" 3<&- </dev/null
      """;

  private Leash() {}

  /**
   * @return the command to start instead, with standard input left as the pipe it is by default
   */
  public static List<String> on(List<String> command) {
    var leashed = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "leash"));
    leashed.addAll(command);
    return List.copyOf(leashed);
  }
}
