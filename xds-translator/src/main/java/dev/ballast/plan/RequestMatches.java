package dev.ballast.plan;

import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rule's matches in the words of the plan. */
final class RequestMatches {
  private static final String METHOD = ":method";
  private static final String PATH = ":path";
  private static final RouteMatch.Path ANY_PATH = new RouteMatch.Path.Prefix("/");

  /** What a rule without matches matches. */
  static final RouteMatch ANYTHING = new RouteMatch(ANY_PATH, List.of(), List.of());

  private RequestMatches() {}

  static RouteMatch of(Route.Match match) {
    return switch (match) {
      case Route.HttpMatch http -> http(http);
      case Route.GrpcMatch grpc -> grpc(grpc);
    };
  }

  private static RouteMatch http(Route.HttpMatch match) {
    var headers = new ArrayList<RouteMatch.ValueMatch>();
    match.method().ifPresent(m -> headers.add(new RouteMatch.ValueMatch.Exact(METHOD, m)));
    headers.addAll(values(match.headers(), true));
    return new RouteMatch(path(match), headers, values(match.queryParams(), false));
  }

  private static RouteMatch.Path path(Route.HttpMatch match) {
    String value = match.path().isEmpty() ? "/" : match.path();
    return switch (match.pathType()) {
      case "Exact" -> new RouteMatch.Path.Exact(value);
      case "RegularExpression" -> new RouteMatch.Path.Regex(value);
      default ->
          new RouteMatch.Path.Prefix(
              value.length() > 1 && value.endsWith("/")
                  ? value.substring(0, value.length() - 1)
                  : value);
    };
  }

  private static RouteMatch grpc(Route.GrpcMatch match) {
    var headers = new ArrayList<RouteMatch.ValueMatch>();
    RouteMatch.Path path = ANY_PATH;
    Optional<String> service = match.service();
    Optional<String> method = match.method();
    if (match.isRegex() && (service.isPresent() || method.isPresent())) {
      path =
          new RouteMatch.Path.Regex(
              "/"
                  + service.map(RequestMatches::grouped).orElse("[^/]+")
                  + "/"
                  + method.map(RequestMatches::grouped).orElse("[^/]+"));
    } else if (service.isPresent() && method.isPresent()) {
      path = new RouteMatch.Path.Exact("/" + service.get() + "/" + method.get());
    } else if (service.isPresent()) {
      path = new RouteMatch.Path.Prefix("/" + service.get());
    } else {
      method.ifPresent(m -> headers.add(new RouteMatch.ValueMatch.Suffix(PATH, "/" + m)));
    }
    headers.addAll(values(match.headers(), true));
    return new RouteMatch(path, headers, List.of());
  }

  /** Alternatives must not swallow the other half of the path. */
  private static String grouped(String regex) {
    return regex.contains("|") ? "(?:" + regex + ")" : regex;
  }

  /** Of several entries with one name the first counts, as the Gateway API asks. */
  private static List<RouteMatch.ValueMatch> values(
      List<Route.Comparison> comparisons, boolean ignoresCase) {
    var seen = new HashSet<String>();
    var values = new ArrayList<RouteMatch.ValueMatch>();
    for (Route.Comparison c : comparisons) {
      if (seen.add(ignoresCase ? c.name().toLowerCase(Locale.ROOT) : c.name())) {
        values.add(
            c.isRegex()
                ? new RouteMatch.ValueMatch.Regex(c.name(), c.value())
                : new RouteMatch.ValueMatch.Exact(c.name(), c.value()));
      }
    }
    return values;
  }
}
