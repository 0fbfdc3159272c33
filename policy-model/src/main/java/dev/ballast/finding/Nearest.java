package dev.ballast.finding;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name was meant to be. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that takes the fewest slips of the pen to reach, if it is near enough to be
   * meant: one slip in three letters. The case of letters costs nothing. Of equals, the first.
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    String typed = word.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, word.length() / 3);
    return candidates.stream()
        .filter(c -> !c.equals(word) && Math.abs(c.length() - word.length()) <= allowed)
        .map(c -> new Candidate(c, slips(typed, c.toLowerCase(Locale.ROOT))))
        .filter(c -> c.slips() <= allowed && c.slips() < c.name().length())
        .min(Comparator.comparingInt(Candidate::slips))
        .map(Candidate::name);
  }

  private record Candidate(String name, int slips) {}

  /** Letters left out, put in, changed, or swapped with their neighbour. */
  private static int slips(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (isSame ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        boolean isSwapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (isSwapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
