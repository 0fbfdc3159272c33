package dev.ballast.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the server has said since it was last forgotten. Written by one thread, read by others. */
final class ServerLog {
  private final List<LogLine> lines = new ArrayList<>();
  private long lastNanos = System.nanoTime();

  synchronized void add(String line) {
    lastNanos = System.nanoTime();
    LogLine.parse(line).ifPresent(lines::add);
    notifyAll();
  }

  /**
   * Waits until nothing has been said for this long, and forgets everything: a change that comes
   * now comes alone.
   */
  synchronized void settle(Duration quiet) throws InterruptedException {
    for (long left = left(quiet); left > 0; left = left(quiet)) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    lines.clear();
  }

  /** When the engine was handed the first change after this moment. */
  Instant heardAfter(Instant start, Duration patience) throws InterruptedException {
    return await(line -> line.heard().filter(at -> !at.isBefore(start)), "translation", patience);
  }

  /** When an Envoy first confirmed resources of this type after this moment. */
  Instant ackedAfter(Instant start, String type, Duration patience) throws InterruptedException {
    return await(
        line -> line.acked(type).filter(at -> !at.isBefore(start)),
        "ACK of type " + type,
        patience);
  }

  private synchronized Instant await(
      Function<LogLine, Optional<Instant>> wanted, String what, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (int next = 0; true; ) {
      for (; next < lines.size(); next++) {
        Optional<Instant> found = wanted.apply(lines.get(next));
        if (found.isPresent()) {
          return found.get();
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new NeverActiveException(
            "the server logged no %s within %d s".formatted(what, patience.toSeconds()));
      }
      wait(Math.max(1, left / 1_000_000));
    }
  }

  private long left(Duration quiet) {
    return lastNanos + quiet.toNanos() - System.nanoTime();
  }
}
