package dev.ballast.figures;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Waits for what nobody can tell us of. */
final class Patience {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private Patience() {}

  static void until(String what, BooleanSupplier holds) {
    long begin = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - begin > LONGEST.toNanos()) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** Holds when so many looks in a row have told the same number. */
  static BooleanSupplier sameFor(DoubleSupplier number, int looks) {
    var seen = new double[] {Double.NaN, 0};
    return () -> {
      double now = number.getAsDouble();
      seen[1] = now == seen[0] ? seen[1] + 1 : 0;
      seen[0] = now;
      return seen[1] >= looks;
    };
  }
}
