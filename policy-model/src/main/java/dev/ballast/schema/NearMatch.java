package dev.ballast.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user may have meant by a mistyped name. */
final class NearMatch {
  /** A list longer than this is no help in one line. */
  private static final int SPOKEN_NAMES = 8;

  /** More edits make another word of it. */
  private static final int MOST_EDITS = 3;

  private NearMatch() {}

  /** A hint with the nearest name, or else with all names when they are few. */
  static String hint(String written, Collection<String> names) {
    return of(written, names)
        .map(name -> "did you mean `" + name + "`?")
        .orElseGet(() -> allOf(names));
  }

  private static String allOf(Collection<String> names) {
    if (names.isEmpty()) {
      return "remove it";
    }
    List<String> quoted = names.stream().map(name -> "`" + name + "`").toList();
    return quoted.size() > SPOKEN_NAMES
        ? "remove it"
        : "remove it, or choose from " + String.join(", ", quoted);
  }

  /** The nearest of the names, when it is near enough to be meant. */
  static Optional<String> of(String written, Collection<String> names) {
    String plain = written.toLowerCase(Locale.ROOT);
    int limit = Math.clamp(plain.length() / 3, 1, MOST_EDITS);
    record Candidate(String name, int distance) {}
    return names.stream()
        .map(name -> new Candidate(name, distance(plain, name.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() <= limit)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** Edits from one text to the other; two swapped neighbours count as one. */
  private static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int cheapest(int[][] edits, String from, String to, int i, int j) {
    boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
    int replaced = edits[i - 1][j - 1] + (isSame ? 0 : 1);
    int cheapest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean isSwap =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return isSwap ? Math.min(cheapest, edits[i - 2][j - 2] + 1) : cheapest;
  }
}
