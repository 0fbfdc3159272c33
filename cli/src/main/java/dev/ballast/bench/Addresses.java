package dev.ballast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Addresses of a range, each given out once: from a place that the seed chooses, and round. */
public final class Addresses {
  private final int first;
  private final int count;
  private final int start;
  private int given;

  private Addresses(int first, int count, long seed) {
    this.first = first;
    this.count = count;
    start = new SplittableRandom(seed).nextInt(count);
  }

  /** From 127.1.0.0 up to 127.254.255.255. */
  static Addresses ofLoopback(long seed) {
    return new Addresses((127 << 24) + (1 << 16), 254 << 16, seed);
  }

  /** From {@code 10.x.0.1} up to {@code 10.x.255.254}. */
  public static Addresses below10(int x, long seed) {
    return new Addresses((10 << 24) + (x << 16) + 1, (1 << 16) - 2, seed);
  }

  List<String> next(int count) {
    var addresses = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      addresses.add(text(first + (start + given++) % this.count));
    }
    return List.copyOf(addresses);
  }

  private static String text(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
  }
}
