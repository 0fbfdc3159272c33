package dev.ballast.schema;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as a value of CEL, typed by its schema. Remembers whether a rule asked for something that
 * the API server cannot hand out: CEL-Java loses that on the way when the rule goes on with it.
 */
final class CelValues {
  /** Words that CEL keeps for itself; as names of fields they wear underscores. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  /** How the API server begins to say that bytes are not in the alphabet of URLs. */
  static final String BAD_BYTES = "Invalid byte formatted string ";

  private final Object self;
  private @Nullable String refusal;

  CelValues(Node node, Schema schema) {
    self = of(node, Optional.of(schema));
  }

  Object self() {
    return self;
  }

  /** Why a value was refused since the last call; empty when none was. */
  Optional<String> takeRefusal() {
    Optional<String> taken = Optional.ofNullable(refusal);
    refusal = null;
    return taken;
  }

  /** A value that the API server cannot hand to a rule; the rule fails when it looks at it. */
  private record Unreadable(String because) {}

  private Object of(Node node, Optional<Schema> schema) {
    return switch (node) {
      case ObjectNode object -> map(object, schema);
      case ArrayNode array -> {
        Optional<Schema> item = schema.flatMap(s -> s.list().items());
        List<Object> items = array.items().stream().map(value -> of(value, item)).toList();
        yield items;
      }
      case TextNode text -> text(text.value(), schema.map(Schema::format).orElse(""));
      case IntegerNode number -> number(GoNumber.of(number), schema);
      case DecimalNode number -> number(GoNumber.of(number), schema);
      case BooleanNode bool -> bool.value();
      case NullNode ignored -> NullValue.NULL_VALUE;
    };
  }

  private Object map(ObjectNode object, Optional<Schema> schema) {
    boolean hasFields = schema.map(s -> !s.object().properties().isEmpty()).orElse(false);
    Map<String, Object> values = new HashMap<>();
    for (Member member : object.members()) {
      String name = hasFields ? escaped(member.name()) : member.name();
      values.put(name, of(member.value(), schema.flatMap(s -> s.member(member.name()))));
    }
    return values.values().stream().anyMatch(Unreadable.class::isInstance)
        ? new Guarded(values)
        : values;
  }

  private static Object text(String value, String format) {
    if (!format.equals("byte")) {
      return value;
    }
    try {
      return CelByteString.of(Base64.getUrlDecoder().decode(value));
    } catch (IllegalArgumentException wrong) {
      return new Unreadable(
          BAD_BYTES + value + ": illegal base64 data at input byte " + firstNotUrlSafe(value));
    }
  }

  private static int firstNotUrlSafe(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '+' || value.charAt(i) == '/') {
        return i;
      }
    }
    return value.length();
  }

  private static Object number(GoNumber number, Optional<Schema> schema) {
    boolean isReal = schema.map(s -> s.allows("number")).orElse(false);
    return switch (number) {
      case GoNumber.Whole whole -> isReal ? (Object) whole.asDouble() : (Object) whole.value();
      case GoNumber.Real real ->
          schema.map(s -> s.allows("integer")).orElse(false)
              ? new Unreadable("invalid data, expected int, got float64")
              : (Object) real.value();
    };
  }

  private static String escaped(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }

  /** A map that fails when one of its unreadable values is asked for. */
  private final class Guarded extends HashMap<String, Object> {
    private static final long serialVersionUID = 1;

    Guarded(Map<String, Object> values) {
      super(values);
    }

    @Override
    public boolean containsKey(Object key) {
      return get(key) != null;
    }

    @Override
    public @Nullable Object get(Object key) {
      @Nullable Object value = super.get(key);
      if (value instanceof Unreadable(var because)) {
        refusal = refusal == null ? because : refusal;
        throw new CelInvalidArgumentException(because);
      }
      return value;
    }
  }
}
