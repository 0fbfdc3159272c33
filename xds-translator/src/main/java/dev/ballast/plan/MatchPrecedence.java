package dev.ballast.plan;

import java.util.Comparator;
import java.util.List;

/**
 * Which of several matches a request goes to: the most specific first. Ties are left to the order
 * of appearance, so sorting must be stable.
 *
 * <p>Source: the Gateway API's rules for HTTPRoute matches, refined as the peer does: exact paths
 * before regular expressions before prefixes, then length of the path, then number of header
 * matches (the method is one), then how many of them are exact, then the same for query parameters.
 *
 * @param rank of the kind of path, the best is 0
 * @param length of the path
 */
record MatchPrecedence(
    int rank, int length, int headers, int exactHeaders, int queryParams, int exactQueryParams)
    implements Comparable<MatchPrecedence> {
  private static final Comparator<MatchPrecedence> BEST_FIRST =
      Comparator.<MatchPrecedence>comparingInt(m -> m.rank)
          .thenComparingInt(m -> -m.length)
          .thenComparingInt(m -> -m.headers)
          .thenComparingInt(m -> -m.exactHeaders)
          .thenComparingInt(m -> -m.queryParams)
          .thenComparingInt(m -> -m.exactQueryParams);

  static MatchPrecedence of(RouteMatch match) {
    return new MatchPrecedence(
        rank(match.path()),
        length(match.path()),
        match.headers().size(),
        exact(match.headers()),
        match.queryParams().size(),
        exact(match.queryParams()));
  }

  /** The better one is the lesser one. */
  @Override
  public int compareTo(MatchPrecedence other) {
    return BEST_FIRST.compare(this, other);
  }

  private static int rank(RouteMatch.Path path) {
    return switch (path) {
      case RouteMatch.Path.Exact exact -> 0;
      case RouteMatch.Path.Regex regex -> 1;
      case RouteMatch.Path.Prefix prefix -> 2;
    };
  }

  private static int length(RouteMatch.Path path) {
    return switch (path) {
      case RouteMatch.Path.Exact(String value) -> value.length();
      case RouteMatch.Path.Regex(String value) -> value.length();
      case RouteMatch.Path.Prefix(String value) -> value.equals("/") ? 0 : value.length();
    };
  }

  private static int exact(List<RouteMatch.ValueMatch> values) {
    return (int) values.stream().filter(RouteMatch.ValueMatch.Exact.class::isInstance).count();
  }
}
