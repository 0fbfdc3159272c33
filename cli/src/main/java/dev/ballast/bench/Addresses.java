package dev.ballast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Addresses of loopback, each given out once: from 127.1.0.0 up to 127.254.255.255, from a place
 * that the seed chooses, and round.
 */
final class Addresses {
  private static final int FIRST = (127 << 24) + (1 << 16);
  private static final int COUNT = 254 << 16;

  private final int start;
  private int given;

  Addresses(long seed) {
    start = new SplittableRandom(seed).nextInt(COUNT);
  }

  List<String> next(int count) {
    var addresses = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      addresses.add(text(FIRST + (start + given++) % COUNT));
    }
    return List.copyOf(addresses);
  }

  private static String text(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
  }
}
