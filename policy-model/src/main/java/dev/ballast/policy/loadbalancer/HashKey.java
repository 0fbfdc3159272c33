package dev.ballast.policy.loadbalancer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What of a request is hashed. */
public sealed interface HashKey {
  record SourceIp() implements HashKey {}

  /**
   * @param names at least one, in the order written
   */
  record Headers(List<String> names) implements HashKey {
    public Headers {
      names = List.copyOf(names);
    }
  }

  /**
   * @param ttl absent: Envoy only reads the cookie and never sets one; zero: a session cookie
   * @param attributes further attributes of the generated cookie, by name
   */
  record Cookie(String name, Optional<Duration> ttl, SortedMap<String, String> attributes)
      implements HashKey {}

  /**
   * @param names at least one, in the order written
   */
  record QueryParams(List<String> names) implements HashKey {
    public QueryParams {
      names = List.copyOf(names);
    }
  }
}
