package dev.ballast.serving;

import dev.ballast.serving.Quarantine.Place;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which routes Envoy means when it refuses a route configuration. It has no names for them, but
 * tells their index where a constraint is broken, and quotes an expression that it does not like.
 */
final class RouteWords {
  private static final Pattern INDEX =
      Pattern.compile("VirtualHosts\\[(\\d{1,9})]\\D.*?Routes\\[(\\d{1,9})]", Pattern.DOTALL);

  private static final int LONGEST_QUOTE = 500;

  private RouteWords() {}

  /**
   * @param form what was refused
   * @return the routes that the words are about, by place; true where they are about an expression
   *     in its match
   */
  static Map<Place, Boolean> named(String words, RouteConfiguration form) {
    var named = new HashMap<Place, Boolean>();
    var index = INDEX.matcher(words);
    while (index.find()) {
      int hostAt = Integer.parseInt(index.group(1));
      int routeAt = Integer.parseInt(index.group(2));
      if (hostAt < form.getVirtualHostsCount()
          && routeAt < form.getVirtualHosts(hostAt).getRoutesCount()) {
        var host = form.getVirtualHosts(hostAt);
        named.put(Place.of(host, host.getRoutes(routeAt)), false);
      }
    }
    for (var host : form.getVirtualHostsList()) {
      for (Route route : host.getRoutesList()) {
        if (matchExpressions(route).anyMatch(expression -> isQuoted(words, expression))) {
          named.put(Place.of(host, route), true);
        } else if (isQuoted(words, rewriteExpression(route))) {
          named.put(Place.of(host, route), false);
        }
      }
    }
    return named;
  }

  private static boolean isQuoted(String words, String expression) {
    // What is long may have been cut.
    var quote =
        expression.length() > LONGEST_QUOTE
            ? "'" + expression.substring(0, LONGEST_QUOTE)
            : "'" + expression + "'";
    return !expression.isEmpty() && words.contains(quote);
  }

  private static String rewriteExpression(Route route) {
    return route.getRoute().getRegexRewrite().getPattern().getRegex();
  }

  private static Stream<String> matchExpressions(Route route) {
    var match = route.getMatch();
    return Stream.of(
            Stream.of(match.getSafeRegex().getRegex()),
            match.getHeadersList().stream().map(RouteWords::expression),
            match.getQueryParametersList().stream().map(RouteWords::expression))
        .flatMap(expressions -> expressions)
        .filter(expression -> !expression.isEmpty());
  }

  private static String expression(HeaderMatcher header) {
    return header.getStringMatch().getSafeRegex().getRegex();
  }

  private static String expression(QueryParameterMatcher query) {
    return query.getStringMatch().getSafeRegex().getRegex();
  }
}
