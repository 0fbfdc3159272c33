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
 */
final class MatchPrecedence {
  static final Comparator<RouteMatch> BEST_FIRST =
      Comparator.<RouteMatch>comparingInt(m -> rank(m.path()))
          .thenComparingInt(m -> -length(m.path()))
          .thenComparingInt(m -> -m.headers().size())
          .thenComparingInt(m -> -exact(m.headers()))
          .thenComparingInt(m -> -m.queryParams().size())
          .thenComparingInt(m -> -exact(m.queryParams()));

  private MatchPrecedence() {}

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
