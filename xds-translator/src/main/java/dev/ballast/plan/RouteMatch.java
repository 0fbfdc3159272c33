package dev.ballast.plan;

import java.util.List;

/**
 * What a request must look like. All parts must match. The method is a header match on {@code
 * :method}.
 */
public record RouteMatch(Path path, List<ValueMatch> headers, List<ValueMatch> queryParams) {
  public RouteMatch {
    headers = List.copyOf(headers);
    queryParams = List.copyOf(queryParams);
  }

  public sealed interface Path {
    record Exact(String value) implements Path {}

    /**
     * Whole segments only: {@code /a} matches {@code /a} and {@code /a/b}, not {@code /ab}. {@code
     * /} is any path.
     */
    record Prefix(String value) implements Path {}

    /** RE2, over the whole path. */
    record Regex(String value) implements Path {}
  }

  /** A named value, compared whole. */
  public sealed interface ValueMatch {
    String name();

    record Exact(String name, String value) implements ValueMatch {}

    record Regex(String name, String value) implements ValueMatch {}

    /** Used for gRPC methods without a service: {@code :path} ends in {@code /method}. */
    record Suffix(String name, String value) implements ValueMatch {}
  }
}
