package dev.ballast.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A condition on labels. Without any part it matches everything. */
public record LabelSelector(Map<String, String> matchLabels, List<Expression> expressions) {
  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  public LabelSelector {
    matchLabels = Map.copyOf(matchLabels);
    expressions = List.copyOf(expressions);
  }

  /**
   * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}; anything
   *     else is broken
   */
  public record Expression(String key, String operator, List<String> values) {
    public Expression {
      values = List.copyOf(values);
    }

    /** Why this expression cannot match anything; empty when it is sound. */
    Optional<String> problem() {
      return switch (operator) {
        case "In", "NotIn" ->
            values.isEmpty()
                ? Optional.of("`" + operator + "` on `" + key + "` needs at least one value")
                : Optional.empty();
        case "Exists", "DoesNotExist" ->
            values.isEmpty()
                ? Optional.empty()
                : Optional.of("`" + operator + "` on `" + key + "` takes no values");
        default ->
            Optional.of(
                "operator `"
                    + operator
                    + "` on `"
                    + key
                    + "` is not known; it must be In, NotIn, Exists or DoesNotExist");
      };
    }

    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }

  /** Why the selector as a whole matches nothing; empty when it is sound. */
  public Optional<String> problem() {
    return expressions.stream().flatMap(e -> e.problem().stream()).findFirst();
  }

  /** A broken selector matches nothing, as in the API server's own selectors. */
  public boolean matches(Map<String, String> labels) {
    return problem().isEmpty()
        && matchLabels.entrySet().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && expressions.stream().allMatch(e -> e.matches(labels));
  }
}
