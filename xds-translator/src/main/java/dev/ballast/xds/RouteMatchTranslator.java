package dev.ballast.xds;

import dev.ballast.plan.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;

/** What a request must look like, as Envoy's {@code RouteMatch}. */
final class RouteMatchTranslator {
  private RouteMatchTranslator() {}

  static io.envoyproxy.envoy.config.route.v3.RouteMatch translate(RouteMatch match) {
    var translated = io.envoyproxy.envoy.config.route.v3.RouteMatch.newBuilder();
    switch (match.path()) {
      case RouteMatch.Path.Exact(var value) -> translated.setPath(value);
      case RouteMatch.Path.Prefix(var value) -> {
        String segments = withoutTrailingSlash(value);
        // The empty prefix has no segment that could be compared whole; it is any path.
        if (segments.isEmpty()) {
          translated.setPrefix("/");
        } else {
          translated.setPathSeparatedPrefix(segments);
        }
      }
      case RouteMatch.Path.Regex(var value) -> translated.setSafeRegex(regex(value));
    }
    for (RouteMatch.ValueMatch header : match.headers()) {
      translated.addHeaders(
          HeaderMatcher.newBuilder().setName(header.name()).setStringMatch(value(header)));
    }
    for (RouteMatch.ValueMatch param : match.queryParams()) {
      translated.addQueryParameters(
          QueryParameterMatcher.newBuilder().setName(param.name()).setStringMatch(value(param)));
    }
    return translated.build();
  }

  private static String withoutTrailingSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static StringMatcher value(RouteMatch.ValueMatch match) {
    return switch (match) {
      case RouteMatch.ValueMatch.Exact(var name, var value) ->
          StringMatcher.newBuilder().setExact(value).build();
      case RouteMatch.ValueMatch.Regex(var name, var value) ->
          StringMatcher.newBuilder().setSafeRegex(regex(value)).build();
      case RouteMatch.ValueMatch.Suffix(var name, var value) ->
          StringMatcher.newBuilder().setSuffix(value).build();
    };
  }

  private static RegexMatcher regex(String pattern) {
    return RegexMatcher.newBuilder().setRegex(pattern).build();
  }
}
