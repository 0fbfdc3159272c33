package dev.ballast.memo;

import java.util.concurrent.atomic.LongAdder;

/** How often a stage had its output already. May be read from any thread. */
public final class MemoCount {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }
}
