package dev.ballast.demo;

import dev.ballast.traffic.Answer;
import dev.ballast.traffic.LoadResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a policy promises about who answers. */
public sealed interface Promise {
  /** In words, for the reader of the demo. */
  String words();

  boolean holds(LoadResult result, List<String> backends);

  /** A promise about numbers alone. */
  sealed interface OfCounts extends Promise {
    /**
     * @param byBackend how many requests each got; one that got none may be absent
     */
    boolean holds(SortedMap<String, Integer> byBackend, List<String> backends);

    @Override
    default boolean holds(LoadResult result, List<String> backends) {
      return holds(result.byBackend(), backends);
    }

    private static Set<String> served(SortedMap<String, Integer> byBackend) {
      return byBackend.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .map(Map.Entry::getKey)
          .collect(Collectors.toSet());
    }
  }

  /** What was measured beside the counts; empty when the counts say it all. */
  default String measured(LoadResult result, List<String> backends) {
    return "";
  }

  /** Everybody gets the same, give or take. */
  record Even(int each, int tolerance) implements OfCounts {
    @Override
    public String words() {
      return "each backend %d ± %d".formatted(each, tolerance);
    }

    @Override
    public boolean holds(SortedMap<String, Integer> byBackend, List<String> backends) {
      return backends.stream()
          .allMatch(backend -> Math.abs(byBackend.getOrDefault(backend, 0) - each) <= tolerance);
    }
  }

  /**
   * A fair die. Pearson's chi-square over four backends has three degrees of freedom; above 30.66
   * chance alone comes about once in a million times.
   */
  record FairChance() implements OfCounts {
    private static final double LIMIT = 30.66;

    @Override
    public String words() {
      return "by chance, none preferred (chi-square below %.2f)".formatted(LIMIT);
    }

    @Override
    public boolean holds(SortedMap<String, Integer> byBackend, List<String> backends) {
      return chiSquare(byBackend, backends) < LIMIT;
    }

    @Override
    public String measured(LoadResult result, List<String> backends) {
      return "chi-square %.2f".formatted(chiSquare(result.byBackend(), backends));
    }

    private static double chiSquare(SortedMap<String, Integer> counts, List<String> backends) {
      double total = counts.values().stream().mapToInt(Integer::intValue).sum();
      double fair = total / backends.size();
      return backends.stream()
          .mapToDouble(backend -> counts.getOrDefault(backend, 0) - fair)
          .map(off -> off * off / fair)
          .sum();
    }
  }

  record AllServe() implements OfCounts {
    @Override
    public String words() {
      return "all four backends serve";
    }

    @Override
    public boolean holds(SortedMap<String, Integer> byBackend, List<String> backends) {
      return OfCounts.served(byBackend).containsAll(backends);
    }
  }

  /** All requests to one backend, whichever. */
  record OneServes() implements OfCounts {
    @Override
    public String words() {
      return "one backend gets them all";
    }

    @Override
    public boolean holds(SortedMap<String, Integer> byBackend, List<String> backends) {
      return OfCounts.served(byBackend).size() == 1;
    }
  }

  record ThisServes(String backend) implements OfCounts {
    @Override
    public String words() {
      return backend + " gets them all";
    }

    @Override
    public boolean holds(SortedMap<String, Integer> byBackend, List<String> backends) {
      return OfCounts.served(byBackend).equals(Set.of(backend));
    }
  }

  /**
   * Requests come in turns, one of each visitor a turn; every visitor always meets the same
   * backend, and together they meet all.
   *
   * @param visitors how many take turns
   * @param what what tells them apart, such as {@code client}
   */
  record EachSticks(int visitors, String what) implements Promise {
    @Override
    public String words() {
      return "each %s stays with its backend, the %d reach all four".formatted(what, visitors);
    }

    @Override
    public boolean holds(LoadResult result, List<String> backends) {
      List<Answer> answers = result.answers();
      for (int i = visitors; i < answers.size(); i++) {
        if (!answers.get(i).pod().equals(answers.get(i % visitors).pod())) {
          return false;
        }
      }
      return result.byBackend().keySet().containsAll(backends);
    }
  }

  /** The answer sets a cookie of this form. */
  record SetsCookie(Pattern form, String written) implements Promise {
    @Override
    public String words() {
      return "set-cookie: " + written;
    }

    @Override
    public boolean holds(LoadResult result, List<String> backends) {
      Collection<String> cookies = result.setCookies();
      return cookies.size() == result.answers().size()
          && cookies.stream().allMatch(cookie -> form.matcher(cookie).matches());
    }

    @Override
    public String measured(LoadResult result, List<String> backends) {
      return "set-cookie: " + String.join(" | ", result.setCookies());
    }
  }
}
