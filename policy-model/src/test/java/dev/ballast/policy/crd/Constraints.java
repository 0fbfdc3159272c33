package dev.ballast.policy.crd;

import dev.ballast.policy.declare.Format;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Constraints as keywords of a schema. */
final class Constraints {
  private Constraints() {}

  static void write(
      Map<String, Object> schema,
      Set<ConstraintDescriptor<?>> constraints,
      AnnotatedElement declaration) {
    write(schema, constraints);
    writeRules(schema, constraints, declaration);
  }

  /** All but the rules, which only records and their components have. */
  static void write(Map<String, Object> schema, Set<ConstraintDescriptor<?>> constraints) {
    for (ConstraintDescriptor<?> constraint : constraints) {
      boolean isComposed = !constraint.getComposingConstraints().isEmpty();
      if (isComposed) {
        // A named constraint, such as a DNS name, is made of others.
        write(schema, constraint.getComposingConstraints());
      } else {
        writeOne(schema, constraint.getAnnotation());
      }
    }
  }

  private static void writeOne(Map<String, Object> schema, Annotation constraint) {
    switch (constraint) {
      case NotNull required -> {} // the parent lists it
      case Rule rule -> {} // in order, below
      case Min min -> schema.put("minimum", min.value());
      case Max max -> schema.put("maximum", max.value());
      case Pattern pattern -> schema.put("pattern", pattern.regexp());
      case Format format -> schema.put("format", format.value().apiName());
      case Size size -> writeSize(schema, size);
      case OneOf oneOf -> writeValues(schema, oneOf);
      case Quantity quantity ->
          schema.put(
              "allOf",
              List.of(Map.of("pattern", Quantity.KUBERNETES), Map.of("pattern", Quantity.BYTES)));
      case ListSemantics list -> writeSemantics(schema, list);
      default -> throw new IllegalStateException("no keyword for " + constraint);
    }
  }

  private static void writeSize(Map<String, Object> schema, Size size) {
    String counted = "array".equals(schema.get("type")) ? "Items" : "Length";
    if (size.min() > 0) {
      schema.put("min" + counted, size.min());
    }
    if (size.max() < Integer.MAX_VALUE) {
      schema.put("max" + counted, size.max());
    }
  }

  private static void writeValues(Map<String, Object> schema, OneOf oneOf) {
    boolean isNumber = "integer".equals(schema.get("type"));
    List<Object> values =
        Arrays.stream(oneOf.value()).<Object>map(v -> isNumber ? Long.valueOf(v) : v).toList();
    if (oneOf.statedTwice()) {
      schema.put("allOf", List.of(Map.of("enum", values), Map.of("enum", values)));
    } else {
      schema.put("enum", values);
    }
  }

  private static void writeSemantics(Map<String, Object> schema, ListSemantics list) {
    schema.put("x-kubernetes-list-type", list.value().name().toLowerCase(Locale.ROOT));
    if (list.keys().length > 0) {
      schema.put("x-kubernetes-list-map-keys", List.of(list.keys()));
    }
  }

  private static void writeRules(
      Map<String, Object> schema,
      Set<ConstraintDescriptor<?>> constraints,
      AnnotatedElement declaration) {
    // The provider hands out a set; the API server reports in the order of declaration.
    List<Rule> order = List.of(declaration.getAnnotationsByType(Rule.class));
    List<Map<String, String>> rules =
        constraints.stream()
            .map(ConstraintDescriptor::getAnnotation)
            .filter(Rule.class::isInstance)
            .map(Rule.class::cast)
            .sorted(Comparator.comparingInt(order::indexOf))
            .map(
                rule ->
                    Map.of(
                        "message",
                        rule.message(),
                        "rule",
                        rule.cel(),
                        "code",
                        rule.code(),
                        "sentence",
                        rule.sentence()))
            .toList();
    if (!rules.isEmpty()) {
      schema.put("x-kubernetes-validations", rules);
    }
  }
}
