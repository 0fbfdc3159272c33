package dev.ballast.bench;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time on both clocks: the steady one for what happens in this process, the wall clock
 * for what the server's log tells.
 *
 * @param nanos as {@link System#nanoTime} counts
 */
public record Moment(Instant wall, long nanos) {
  public static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }

  /** From here to another moment of this process. */
  public double millisTo(Moment later) {
    return (later.nanos - nanos) / 1e6;
  }

  /** From here to what another process saw. */
  double millisTo(Instant later) {
    return Duration.between(wall, later).toNanos() / 1e6;
  }

  /** From what another process saw to here, by the way over {@code start}. */
  double millisSince(Instant earlier, Moment start) {
    return start.millisTo(this) - start.millisTo(earlier);
  }

  Moment later(Moment other) {
    return other.nanos - nanos > 0 ? other : this;
  }
}
