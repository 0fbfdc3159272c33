package dev.ballast.policy.loadbalancer;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What of a request is hashed. */
public sealed interface HashKey {
  record SourceIp() implements HashKey {}

  /**
   * @param names in the order written, none empty; with no name nothing is hashed
   */
  record Headers(List<String> names) implements HashKey {
    public Headers {
      names = named(names);
    }
  }

  /**
   * @param ttl absent: Envoy only reads the cookie and never sets one; zero: a session cookie
   * @param attributes further attributes of the generated cookie, by name
   */
  record Cookie(String name, Optional<Duration> ttl, SortedMap<String, String> attributes)
      implements HashKey {
    public Cookie {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a cookie has a name");
      }
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  /**
   * @param names in the order written, none empty; with no name nothing is hashed
   */
  record QueryParams(List<String> names) implements HashKey {
    public QueryParams {
      names = named(names);
    }
  }

  private static List<String> named(List<String> names) {
    if (names.contains("")) {
      throw new IllegalArgumentException("a name is empty in " + names);
    }
    return List.copyOf(names);
  }
}
