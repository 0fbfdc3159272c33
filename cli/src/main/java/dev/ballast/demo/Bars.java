package dev.ballast.demo;

import java.util.List;
import java.util.Map;

/** Counts as a table with bars. */
public final class Bars {
  private static final int WIDTH = 40;

  private Bars() {}

  public static String table(List<String> backends, Map<String, Integer> counts) {
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    int longest = backends.stream().mapToInt(String::length).max().orElse(0);
    var text = new StringBuilder();
    for (String backend : backends) {
      int count = counts.getOrDefault(backend, 0);
      // Who got anything at all is seen.
      int length = count == 0 ? 0 : Math.max(1, Math.round((float) WIDTH * count / most));
      text.append("  ")
          .append(backend)
          .append(" ".repeat(longest - backend.length()))
          .append("  %5d".formatted(count))
          .append(count == 0 ? "" : " ")
          .append("█".repeat(length))
          .append('\n');
    }
    return text.toString();
  }
}
