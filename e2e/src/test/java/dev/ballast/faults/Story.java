package dev.ballast.faults;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How long stories are, and where their numbers go. */
final class Story {
  private static final boolean IS_FULL = System.getProperty("ballast.faults", "").equals("full");

  private Story() {}

  static boolean isFull() {
    return IS_FULL;
  }

  static Duration lasting(Duration whenShort, Duration whenFull) {
    return IS_FULL ? whenFull : whenShort;
  }

  static int times(int whenShort, int whenFull) {
    return IS_FULL ? whenFull : whenShort;
  }

  /** Times are upper bounds where the machine does other things too, so the load stands beside. */
  static void tell(String text) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf(Locale.ROOT, "[faults] %s (load %.1f)%n", text, load);
  }

  static double millis(long nanos) {
    return nanos / 1e6;
  }

  static long median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** "min 1.0, median 2.0, max 9.0 ms". */
  static String spread(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "min %.1f, median %.1f, max %.1f ms over %d",
        millis(sorted[0]),
        millis(median(nanos)),
        millis(sorted[sorted.length - 1]),
        sorted.length);
  }
}
