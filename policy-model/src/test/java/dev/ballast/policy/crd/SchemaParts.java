package dev.ballast.policy.crd;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of a generated schema goes where: the API server gets our descriptions, the interpreter gets
 * our code and sentence for each rule.
 */
final class SchemaParts {
  private static final Set<String> FOR_INTERPRETER = Set.of("code", "sentence");
  private static final Set<String> FOR_API_SERVER = Set.of("description");

  private SchemaParts() {}

  static Map<String, Object> forApiServer(Map<?, ?> schema) {
    return without(FOR_INTERPRETER, schema);
  }

  static Map<String, Object> forInterpreter(Map<?, ?> schema) {
    return without(FOR_API_SERVER, schema);
  }

  private static Map<String, Object> without(Set<String> keywords, Map<?, ?> schema) {
    var left = new TreeMap<String, Object>();
    schema.forEach(
        (keyword, value) -> {
          if (!keywords.contains((String) keyword)) {
            left.put(
                (String) keyword,
                keyword.equals("properties") ? children(keywords, value) : part(keywords, value));
          }
        });
    return left;
  }

  private static Object part(Set<String> keywords, Object value) {
    return switch (value) {
      case Map<?, ?> schema -> without(keywords, schema);
      case List<?> items -> items.stream().map(item -> part(keywords, item)).toList();
      default -> value;
    };
  }

  /** The names of properties are no keywords; one may well be called description. */
  private static Map<String, Object> children(Set<String> keywords, Object properties) {
    var children = new TreeMap<String, Object>();
    ((Map<?, ?>) properties)
        .forEach((name, child) -> children.put((String) name, part(keywords, child)));
    return children;
  }
}
