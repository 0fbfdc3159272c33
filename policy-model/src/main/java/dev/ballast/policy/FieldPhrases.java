package dev.ballast.policy;

import dev.ballast.policy.declare.Format;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.policy.shape.HttpStatus;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import dev.ballast.source.Node;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Types and constraints in words. */
final class FieldPhrases {
  private static final Map<Class<?>, String> SCALARS =
      Map.of(
          String.class, "text",
          Boolean.class, "true or false",
          Integer.class, "whole number (int32)",
          Long.class, "whole number (int64)",
          BigInteger.class, "whole number",
          BigDecimal.class, "number",
          QuantitySpec.class, "quantity",
          Node.class, "any JSON");

  private FieldPhrases() {}

  static String type(AnnotatedType type) {
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      String inner = type(arguments[arguments.length - 1]);
      return arguments.length == 1 ? "list of " + inner : "map to " + inner;
    }
    return SCALARS.getOrDefault((Class<?>) type.getType(), "object");
  }

  static List<String> bounds(AnnotatedElement declaration, AnnotatedType type) {
    var phrases = new ArrayList<String>();
    boolean isText = type.getType() == String.class;
    for (Annotation annotation : declaration.getAnnotations()) {
      add(phrases, annotation, isText ? "characters" : "items", "");
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      for (Annotation annotation : arguments[arguments.length - 1].getAnnotations()) {
        add(phrases, annotation, "characters", "each ");
      }
    }
    return phrases;
  }

  private static void add(List<String> phrases, Annotation annotation, String counted, String who) {
    switch (annotation) {
      case Min min -> phrases.add(who + "at least " + min.value());
      case Max max -> phrases.add(who + "at most " + max.value());
      case Size size -> phrases.add(who + size(size, counted));
      case OneOf oneOf -> phrases.add(who + "one of " + String.join(", ", oneOf.value()));
      case HttpStatus status -> phrases.add(who + "100 to 599");
      case DurationText duration -> phrases.add(who + "a duration such as 250ms, 10s or 1h30m");
      case Quantity quantity -> phrases.add(who + "bytes, such as 1500, 32Ki or 10M");
      case Format format -> phrases.add(who + "format " + format.value().apiName());
      case ListSemantics list when list.value() == ListSemantics.Kind.SET ->
          phrases.add("items are unique");
      case ListSemantics list when list.value() == ListSemantics.Kind.MAP ->
          phrases.add("items are unique by " + String.join(", ", list.keys()));
      default -> addPattern(phrases, annotation, who);
    }
  }

  /** A pattern stands by itself or on the annotation that gives it a name, such as a DNS name. */
  private static void addPattern(List<String> phrases, Annotation annotation, String who) {
    Pattern pattern =
        annotation instanceof Pattern itself
            ? itself
            : annotation.annotationType().getAnnotation(Pattern.class);
    if (pattern != null) {
      phrases.add(who + "matching " + pattern.regexp());
    }
  }

  private static String size(Size size, String counted) {
    if (size.max() == Integer.MAX_VALUE) {
      return "at least " + size.min() + " " + counted;
    }
    return size.min() == 0
        ? "at most " + size.max() + " " + counted
        : size.min() + " to " + size.max() + " " + counted;
  }
}
