package dev.ballast.schema;

import dev.ballast.source.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One node of a custom resource schema: what may stand at one place of an object. The words are
 * those of {@code openAPIV3Schema}; what is absent there is empty here.
 *
 * @param types the JSON types allowed; two for an int-or-string, none where only alternatives speak
 * @param format such as {@code int32} or {@code byte}; empty for none and for those that the API
 *     server does not check
 * @param keepsUnknown whether fields that the schema does not name survive
 * @param whenAbsent the default
 * @param oneOfValues the values of {@code enum}, in the order of the CRD
 */
record Schema(
    List<String> types,
    String format,
    boolean isNullable,
    boolean keepsUnknown,
    boolean isEmbeddedResource,
    Optional<Node> whenAbsent,
    List<Node> oneOfValues,
    NumberBounds number,
    TextBounds text,
    ListShape list,
    ObjectShape object,
    Alternatives alternatives,
    List<Rule> rules) {

  Schema {
    types = List.copyOf(types);
    oneOfValues = List.copyOf(oneOfValues);
    rules = List.copyOf(rules);
  }

  boolean allows(String type) {
    return types.contains(type);
  }

  /** Whether a rule stands here or anywhere below. */
  boolean hasRules() {
    return !rules.isEmpty()
        || object.properties().values().stream().anyMatch(Schema::hasRules)
        || object.values().filter(Schema::hasRules).isPresent()
        || list.items().filter(Schema::hasRules).isPresent();
  }

  /** The schema of a member, by name or as a value of a map. */
  Optional<Schema> member(String name) {
    Schema property = object.properties().get(name);
    return property != null ? Optional.of(property) : object.values();
  }

  /**
   * @param multipleOf a factor, more than zero
   */
  record NumberBounds(
      OptionalDouble minimum,
      boolean excludesMinimum,
      OptionalDouble maximum,
      boolean excludesMaximum,
      OptionalDouble multipleOf) {}

  /** Lengths in code points; the pattern is RE2 and may match anywhere. */
  record TextBounds(OptionalLong minLength, OptionalLong maxLength, Optional<String> pattern) {}

  /**
   * @param semantics {@code set}, {@code map} or {@code atomic}; empty when not told
   * @param keys the fields that identify an item of a map-like list
   */
  record ListShape(
      Optional<Schema> items,
      OptionalLong minItems,
      OptionalLong maxItems,
      boolean hasUniqueItems,
      String semantics,
      List<String> keys) {
    ListShape {
      keys = List.copyOf(keys);
    }
  }

  /**
   * @param properties by name, in the order of the CRD
   * @param values the schema of the values of a map; empty for an object with named fields
   */
  record ObjectShape(
      Map<String, Schema> properties,
      Optional<Schema> values,
      List<String> required,
      OptionalLong minProperties,
      OptionalLong maxProperties) {
    ObjectShape {
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
      required = List.copyOf(required);
    }
  }

  record Alternatives(
      List<Schema> allOf, List<Schema> anyOf, List<Schema> oneOf, Optional<Schema> not) {
    Alternatives {
      allOf = List.copyOf(allOf);
      anyOf = List.copyOf(anyOf);
      oneOf = List.copyOf(oneOf);
    }
  }

  /**
   * One entry of {@code x-kubernetes-validations}.
   *
   * @param expression CEL that must hold
   * @param message what the API server says when it does not; empty when it names the rule instead
   * @param messageExpression CEL that makes the message; empty when there is none
   * @param reason {@code FieldValueRequired} and the like; empty for an invalid value
   * @param fieldPath where the error is shown, below the node, such as {@code .name}; empty for the
   *     node itself
   * @param knowsCreation whether a rule about {@code oldSelf} also runs when there is no old value
   * @param code the code of our finding; empty when the schema's author gave none
   * @param sentence our own words; empty when the schema's author gave none
   */
  record Rule(
      String expression,
      String message,
      String messageExpression,
      String reason,
      String fieldPath,
      boolean knowsCreation,
      String code,
      String sentence) {

    /** Rules about a change do not run when an object is created. */
    boolean runsOnCreation() {
      return knowsCreation || !expression.contains("oldSelf");
    }

    /** What the API server calls the rule. */
    String spokenName() {
      return message.isEmpty() ? expression.strip() : message.strip();
    }
  }
}
