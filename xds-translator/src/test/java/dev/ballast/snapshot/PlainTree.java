package dev.ballast.snapshot;

import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Trees as maps, lists and values, which are equal whatever the order of members. */
public final class PlainTree {
  private PlainTree() {}

  public static Object of(String json) {
    return of(JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  public static Object of(Node node) {
    return switch (node) {
      case Node.ObjectNode object -> {
        var map = new LinkedHashMap<String, Object>();
        object.members().forEach(member -> map.put(member.name(), of(member.value())));
        yield map;
      }
      case Node.ArrayNode array -> array.items().stream().map(PlainTree::of).toList();
      case Node.TextNode text -> text.value();
      case Node.IntegerNode integer -> integer.value();
      case Node.DecimalNode decimal -> decimal.value();
      case Node.BooleanNode flag -> flag.value();
      case Node.NullNode none -> "null";
    };
  }
}
