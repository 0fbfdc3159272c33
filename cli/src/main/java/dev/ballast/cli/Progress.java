package dev.ballast.cli;

import java.io.PrintStream;

/** "17 of 3000 files", drawn over and over on a terminal; silent elsewhere and for short work. */
final class Progress {
  private static final int WORTH_SHOWING = 50;

  private final PrintStream err;
  private final int total;
  private final boolean shown;
  private int shownPercent = -1;

  Progress(Screen screen, int total) {
    this.err = screen.err();
    this.total = total;
    this.shown = screen.progress() && total >= WORTH_SHOWING;
  }

  void done(int count) {
    if (!shown) {
      return;
    }
    int percent = 100 * count / total;
    if (percent != shownPercent) {
      shownPercent = percent;
      err.print("\r%d of %d files (%d %%)".formatted(count, total, percent));
      err.flush();
    }
    if (count == total) {
      // Wipes the line, so that the answer starts on a clean one.
      err.print("\r\033[K");
      err.flush();
    }
  }
}
