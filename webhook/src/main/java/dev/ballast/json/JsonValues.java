package dev.ballast.json;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists, texts and numbers, as Jackson makes them, and {@link Node}s. */
public final class JsonValues {
  private JsonValues() {}

  /** A value as Jackson gives it; the nodes carry no spans. */
  public static Node node(@Nullable Object value) {
    return switch (value) {
      case null -> Nodes.nothing();
      case String text -> Nodes.text(text);
      case Boolean flag -> Nodes.bool(flag);
      case Integer number -> Nodes.integer(number);
      case Long number -> Nodes.integer(number);
      case BigInteger number -> new IntegerNode(number, Span.NONE);
      case BigDecimal number -> new DecimalNode(number, Span.NONE);
      case Double number -> Nodes.decimal(number);
      case Float number -> Nodes.decimal(number);
      case Map<?, ?> map -> object(map);
      case Collection<?> items -> {
        List<Node> nodes = new ArrayList<>(items.size());
        items.forEach(item -> nodes.add(node(item)));
        yield Nodes.array(nodes);
      }
      default -> Nodes.text(value.toString());
    };
  }

  public static ObjectNode object(Map<?, ?> map) {
    var members = new ArrayList<Member>(map.size());
    map.forEach(
        (name, item) -> members.add(new Member(String.valueOf(name), Span.NONE, node(item))));
    return new ObjectNode(members, Span.NONE);
  }

  /** A node as Jackson would give it. */
  public static @Nullable Object value(Node node) {
    return switch (node) {
      case ObjectNode object -> map(object);
      case ArrayNode array -> {
        var items = new ArrayList<@Nullable Object>(array.items().size());
        array.items().forEach(item -> items.add(value(item)));
        yield items;
      }
      case TextNode text -> text.value();
      case IntegerNode(BigInteger number, var span) ->
          number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      case DecimalNode number -> number.value();
      case BooleanNode flag -> flag.value();
      case NullNode nothing -> null;
    };
  }

  public static Map<String, @Nullable Object> map(ObjectNode object) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    object.members().forEach(member -> map.put(member.name(), value(member.value())));
    return map;
  }
}
