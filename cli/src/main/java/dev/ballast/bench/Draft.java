package dev.ballast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written but does not have its name yet. */
record Draft(Path temporary, Path place) {
  /** Beside its place, under a name that nobody takes for a manifest. */
  static Draft write(Path place, String text) {
    Path temporary = place.resolveSibling("." + place.getFileName() + ".draft");
    try {
      return new Draft(Files.writeString(temporary, text), place);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + temporary, e);
    }
  }

  /**
   * Renames it, in one step.
   *
   * @return the moment right before
   */
  Moment putInPlace() {
    Moment start = Moment.now();
    try {
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename " + temporary, e);
    }
    return start;
  }
}
