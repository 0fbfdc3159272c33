package dev.ballast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples of one measure while they are taken. None is ever left out. */
final class Series {
  private final List<Double> fromRename = new ArrayList<>();
  private final List<Double> fromEngine = new ArrayList<>();

  /** For what does not begin with a file. */
  void add(double value) {
    fromRename.add(value);
  }

  void add(double sinceRename, double sinceEngine) {
    fromRename.add(sinceRename);
    fromEngine.add(sinceEngine);
  }

  Distribution distribution() {
    return Distribution.of(fromRename);
  }

  Optional<Distribution> distributionFromEngine() {
    return fromEngine.isEmpty() ? Optional.empty() : Optional.of(Distribution.of(fromEngine));
  }
}
