package dev.ballast.policy;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every field of a BackendTrafficPolicy, looked up by its path. Read from the declarations on the
 * wire records, once, when first asked.
 */
public final class Fields {
  private static final Pattern BRACKETS = Pattern.compile("\\[[^]]*]|\\{[^}]*}");

  private final Map<String, Field> byPlainPath = new LinkedHashMap<>();
  private final Map<String, DeclaredRule> byMessage = new LinkedHashMap<>();

  private Fields() {
    addRoot("spec", BackendTrafficPolicySpec.class, true);
    addRoot("status", BackendTrafficPolicyStatus.class, false);
  }

  private static final class Once {
    static final Fields FIELDS = new Fields();
  }

  /** All fields, a parent before its children, in the order in which the records declare them. */
  public static Collection<Field> all() {
    return List.copyOf(Once.FIELDS.byPlainPath.values());
  }

  /**
   * @param path with or without {@code spec}, with or without brackets; {@code
   *     loadBalancer.consistentHash.headers[0].name} finds {@code
   *     spec.loadBalancer.consistentHash.headers[].name}
   */
  public static Optional<Field> find(String path) {
    String plain = plain(path);
    Field field = Once.FIELDS.byPlainPath.get(plain);
    return Optional.ofNullable(
        field == null ? Once.FIELDS.byPlainPath.get("spec." + plain) : field);
  }

  /** The fields right below one. */
  public static List<Field> below(Field parent) {
    String prefix = plain(parent.path()) + ".";
    return Once.FIELDS.byPlainPath.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .filter(entry -> entry.getKey().indexOf('.', prefix.length()) < 0)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The rule behind a message of the API server. Rules that share a message are one rule here. */
  public static Optional<DeclaredRule> ruleSaying(String message) {
    return Optional.ofNullable(Once.FIELDS.byMessage.get(message));
  }

  private static String plain(String path) {
    return BRACKETS.matcher(path).replaceAll("");
  }

  private void addRoot(String path, Class<?> type, boolean isRequired) {
    byPlainPath.put(
        path,
        new Field(
            path,
            "object",
            meaning(type),
            isRequired,
            Optional.empty(),
            List.of(),
            rules(type),
            Optional.empty()));
    addRecord(path, type);
  }

  private void addRecord(String path, Class<?> type) {
    rules(type).forEach(rule -> byMessage.putIfAbsent(rule.message(), rule));
    for (RecordComponent component : type.getRecordComponents()) {
      addField(path + "." + component.getName(), component, declaration(type, component));
    }
  }

  private void addField(
      String path, RecordComponent component, java.lang.reflect.Field declaration) {
    AnnotatedType type = component.getAnnotatedType();
    Class<?> innermost = innermost(type);
    var rules = new ArrayList<>(rules(declaration));
    rules.forEach(rule -> byMessage.putIfAbsent(rule.message(), rule));
    rules.addAll(rules(innermost));
    byPlainPath.put(
        plain(path),
        new Field(
            path,
            FieldPhrases.type(type),
            meaning(declaration),
            declaration.isAnnotationPresent(NotNull.class),
            Optional.ofNullable(declaration.getAnnotation(Default.class)).map(Default::value),
            FieldPhrases.bounds(declaration, type),
            rules,
            Optional.ofNullable(declaration.getAnnotation(OutOfDate.class))
                .map(OutOfDate::useInstead)));
    if (innermost.isRecord()) {
      addRecord(path + brackets(component.getType()), innermost);
    }
  }

  private static String meaning(AnnotatedElement declaration) {
    return Optional.ofNullable(declaration.getAnnotation(Doc.class)).map(Doc::value).orElse("");
  }

  private static List<DeclaredRule> rules(AnnotatedElement declaration) {
    return Arrays.stream(declaration.getAnnotationsByType(Rule.class))
        .map(DeclaredRule::of)
        .toList();
  }

  private static String brackets(Class<?> type) {
    return type == List.class ? "[]" : type == Map.class ? "{}" : "";
  }

  private static Class<?> innermost(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      return innermost(arguments[arguments.length - 1]);
    }
    return (Class<?>) type.getType();
  }

  private static java.lang.reflect.Field declaration(Class<?> type, RecordComponent component) {
    try {
      // What an annotation on a component says reaches the field behind it.
      return type.getDeclaredField(component.getName());
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException(component + " has no field", impossible);
    }
  }
}
