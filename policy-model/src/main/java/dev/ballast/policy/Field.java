package dev.ballast.policy;

import java.util.List;
import java.util.Optional;

/**
 * One field of the API as its wire record declares it.
 *
 * @param path where it stands, lists as {@code []} and maps as {@code {}}: {@code
 *     spec.loadBalancer.consistentHash.headers[].name}
 * @param type as a person says it: {@code text}, {@code whole number (int32)}, {@code list of
 *     objects}, ...
 * @param meaning what it means, its unit and range, and what absence means
 * @param isRequired whether it must be there once its parent is
 * @param defaultValue what is written when it is absent, as JSON
 * @param bounds its constraints, one phrase each, such as {@code at least 1}
 * @param rules rules across fields that stand on it
 * @param useInstead the field that takes its place, where it is out of date
 */
public record Field(
    String path,
    String type,
    String meaning,
    boolean isRequired,
    Optional<String> defaultValue,
    List<String> bounds,
    List<DeclaredRule> rules,
    Optional<String> useInstead) {
  public Field {
    bounds = List.copyOf(bounds);
    rules = List.copyOf(rules);
  }
}
