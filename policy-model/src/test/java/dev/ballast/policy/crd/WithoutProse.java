package dev.ballast.policy.crd;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A schema without its descriptions. */
final class WithoutProse {
  private WithoutProse() {}

  static Map<String, Object> of(Map<?, ?> schema) {
    var facts = new TreeMap<String, Object>();
    schema.forEach(
        (keyword, value) -> {
          if (!keyword.equals("description")) {
            facts.put(
                (String) keyword, keyword.equals("properties") ? children(value) : part(value));
          }
        });
    return facts;
  }

  private static Object part(Object value) {
    return switch (value) {
      case Map<?, ?> schema -> of(schema);
      case List<?> items -> items.stream().map(WithoutProse::part).toList();
      default -> value;
    };
  }

  /** A property may itself be called description. */
  private static Map<String, Object> children(Object properties) {
    var children = new TreeMap<String, Object>();
    ((Map<?, ?>) properties).forEach((name, child) -> children.put((String) name, part(child)));
    return children;
  }
}
