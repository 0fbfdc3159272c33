package dev.ballast.report;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import java.util.regex.Pattern;

/**
 * Trees as block YAML. Whatever could be read as something else than the text it is, is written as
 * JSON, which YAML takes as it is.
 */
public final class YamlWriter {
  // Letters first, and nothing that YAML 1.1 resolves or that ends a plain scalar.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@-]*");
  private static final Pattern RESOLVED =
      Pattern.compile("y|n|yes|no|true|false|on|off|null|nan|inf", Pattern.CASE_INSENSITIVE);

  private YamlWriter() {}

  /** Ends with a line feed. */
  public static String text(Node root) {
    var text = new StringBuilder();
    switch (root) {
      case ObjectNode object when !object.members().isEmpty() -> members(object, 0, false, text);
      case ArrayNode array when !array.items().isEmpty() -> items(array, 0, text);
      default -> text.append(scalar(root)).append('\n');
    }
    return text.toString();
  }

  private static void members(
      ObjectNode object, int depth, boolean behindDash, StringBuilder text) {
    boolean first = true;
    for (Member member : object.members()) {
      if (!(first && behindDash)) {
        indent(depth, text);
      }
      first = false;
      text.append(key(member.name())).append(':');
      value(member.value(), depth, text);
    }
  }

  private static void value(Node value, int depth, StringBuilder text) {
    switch (value) {
      case ObjectNode object when !object.members().isEmpty() -> {
        text.append('\n');
        members(object, depth + 1, false, text);
      }
      case ArrayNode array when !array.items().isEmpty() -> {
        text.append('\n');
        items(array, depth, text);
      }
      default -> text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void items(ArrayNode array, int depth, StringBuilder text) {
    for (Node item : array.items()) {
      indent(depth, text);
      text.append("- ");
      switch (item) {
        case ObjectNode object when !object.members().isEmpty() ->
            members(object, depth + 1, true, text);
        default -> text.append(scalar(item)).append('\n');
      }
    }
  }

  /** An empty object or list, and a list in a list, are short enough as JSON. */
  private static String scalar(Node node) {
    return node instanceof TextNode(var value, var span) ? key(value) : JsonWriter.text(node);
  }

  private static String key(String value) {
    boolean plain = PLAIN.matcher(value).matches() && !RESOLVED.matcher(value).matches();
    return plain ? value : JsonWriter.text(Nodes.text(value));
  }

  private static void indent(int depth, StringBuilder text) {
    text.append("  ".repeat(depth));
  }
}
