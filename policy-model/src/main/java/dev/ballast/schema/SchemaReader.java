package dev.ballast.schema;

import dev.ballast.schema.Schema.Alternatives;
import dev.ballast.schema.Schema.ListShape;
import dev.ballast.schema.Schema.NumberBounds;
import dev.ballast.schema.Schema.ObjectShape;
import dev.ballast.schema.Schema.Rule;
import dev.ballast.schema.Schema.TextBounds;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** {@code openAPIV3Schema} as a tree → {@link Schema}. The input is our own, so errors are bugs. */
final class SchemaReader {
  /**
   * Formats of text that the API server checks; it ignores others. Those in the bundled schemas,
   * not all that exist.
   */
  private static final Set<String> TEXT_FORMATS = Set.of("byte", "ipv4", "ipv6", "date-time");

  private SchemaReader() {}

  static Schema read(ObjectNode in) {
    boolean isIntOrString = flag(in, "x-kubernetes-int-or-string");
    String type = text(in, "type");
    List<String> types =
        isIntOrString ? List.of("integer", "string") : type.isEmpty() ? List.of() : List.of(type);
    return new Schema(
        types,
        checkedFormat(types, text(in, "format")),
        flag(in, "nullable"),
        flag(in, "x-kubernetes-preserve-unknown-fields"),
        flag(in, "x-kubernetes-embedded-resource"),
        in.get("default"),
        items(in, "enum"),
        new NumberBounds(
            decimal(in, "minimum"),
            flag(in, "exclusiveMinimum"),
            decimal(in, "maximum"),
            flag(in, "exclusiveMaximum"),
            decimal(in, "multipleOf")),
        new TextBounds(
            whole(in, "minLength"),
            whole(in, "maxLength"),
            Optional.of(text(in, "pattern")).filter(pattern -> !pattern.isEmpty())),
        listShape(in),
        objectShape(in),
        new Alternatives(
            schemas(in, "allOf"), schemas(in, "anyOf"), schemas(in, "oneOf"), schema(in, "not")),
        items(in, "x-kubernetes-validations").stream()
            .map(rule -> rule((ObjectNode) rule))
            .toList());
  }

  private static String checkedFormat(List<String> types, String format) {
    String only = types.size() == 1 ? types.getFirst() : "";
    boolean isChecked =
        switch (only) {
          case "", "string" -> TEXT_FORMATS.contains(format);
          case "integer" -> format.equals("int32") || format.equals("int64");
          case "number" -> format.equals("float") || format.equals("double");
          default -> false;
        };
    return isChecked ? format : "";
  }

  private static ListShape listShape(ObjectNode in) {
    return new ListShape(
        schema(in, "items"),
        whole(in, "minItems"),
        whole(in, "maxItems"),
        flag(in, "uniqueItems"),
        text(in, "x-kubernetes-list-type"),
        texts(in, "x-kubernetes-list-map-keys"));
  }

  private static ObjectShape objectShape(ObjectNode in) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    if (in.get("properties").orElse(null) instanceof ObjectNode named) {
      named.members().forEach(m -> properties.put(m.name(), read((ObjectNode) m.value())));
    }
    return new ObjectShape(
        properties,
        schema(in, "additionalProperties"),
        texts(in, "required"),
        whole(in, "minProperties"),
        whole(in, "maxProperties"));
  }

  private static Rule rule(ObjectNode in) {
    return new Rule(
        text(in, "rule"),
        text(in, "message"),
        text(in, "messageExpression"),
        text(in, "reason"),
        text(in, "fieldPath"),
        flag(in, "optionalOldSelf"),
        text(in, "code"),
        text(in, "sentence"));
  }

  private static Optional<Schema> schema(ObjectNode in, String keyword) {
    return in.get(keyword).filter(ObjectNode.class::isInstance).map(n -> read((ObjectNode) n));
  }

  private static List<Schema> schemas(ObjectNode in, String keyword) {
    return items(in, keyword).stream().map(n -> read((ObjectNode) n)).toList();
  }

  static String text(ObjectNode in, String keyword) {
    return in.get(keyword).map(n -> ((TextNode) n).value()).orElse("");
  }

  static List<String> texts(ObjectNode in, String keyword) {
    return items(in, keyword).stream().map(n -> ((TextNode) n).value()).toList();
  }

  static List<Node> items(ObjectNode in, String keyword) {
    Function<Node, List<Node>> items = n -> ((ArrayNode) n).items();
    return in.get(keyword).map(items).orElse(List.of());
  }

  static boolean flag(ObjectNode in, String keyword) {
    return in.get(keyword).map(n -> ((BooleanNode) n).value()).orElse(false);
  }

  private static OptionalLong whole(ObjectNode in, String keyword) {
    return in.get(keyword)
        .map(n -> OptionalLong.of(((IntegerNode) n).value().longValueExact()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalDouble decimal(ObjectNode in, String keyword) {
    return switch (in.get(keyword).orElse(null)) {
      case IntegerNode whole -> OptionalDouble.of(whole.value().doubleValue());
      case DecimalNode decimal -> OptionalDouble.of(decimal.value().doubleValue());
      case null, default -> OptionalDouble.empty();
    };
  }
}
