package dev.ballast.bench;

/** Told how far a run is. */
public interface BenchWatcher {
  /** Something that takes a while begins. */
  void begins(String what);

  /**
   * @param done so many of {@code expected} samples
   */
  void sampled(String measure, int done, int expected);

  /** A measure is complete. */
  void measured(String measure, String summary);
}
