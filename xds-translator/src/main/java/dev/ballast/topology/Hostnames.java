package dev.ballast.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which hostnames a route gets through a listener. All hostnames are in lower case. */
public final class Hostnames {
  public static final String ANY = "*";

  /** Most specific first: exact names, then wildcards by length, then any. */
  public static final Comparator<Optional<String>> MOST_SPECIFIC_FIRST =
      Comparator.<Optional<String>>comparingInt(h -> h.isEmpty() ? 2 : isWildcard(h.get()) ? 1 : 0)
          .thenComparingInt(h -> -h.map(String::length).orElse(0));

  private Hostnames() {}

  /**
   * @param taken hostnames of other listeners on the same port: they serve those names themselves
   */
  static List<String> intersect(
      List<String> ofRoute, Optional<String> ofListener, Set<String> taken) {
    if (ofRoute.isEmpty()) {
      return List.of(ofListener.orElse(ANY));
    }
    var common = new ArrayList<String>();
    for (String hostname : ofRoute) {
      ofListener
          .map(listener -> intersect(hostname, listener))
          .orElse(Optional.of(hostname))
          .filter(name -> !taken.contains(name) && !common.contains(name))
          .ifPresent(common::add);
    }
    return common;
  }

  private static Optional<String> intersect(String route, String listener) {
    if (route.equals(listener) || covers(listener, route)) {
      return Optional.of(route);
    }
    return covers(route, listener) ? Optional.of(listener) : Optional.empty();
  }

  /** {@code *.x} covers {@code a.x} and {@code a.b.x} and {@code *.a.x}, but not {@code x}. */
  private static boolean covers(String wildcard, String hostname) {
    return isWildcard(wildcard) && hostname.endsWith(wildcard.substring(1));
  }

  private static boolean isWildcard(String hostname) {
    return hostname.startsWith("*.");
  }
}
