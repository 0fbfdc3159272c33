package dev.ballast.source;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * Nodes as YAML, in block style and in their own order, so that reading them again gives equal
 * nodes.
 */
public final class YamlWriter {
  private static final Resolver RESOLVER = new Resolver();

  private YamlWriter() {}

  /** One document, ending in a newline. */
  public static String write(Node node) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setSplitLines(false);
    var text = new StringWriter();
    var serializer = new Serializer(new Emitter(text, options), RESOLVER, options, null);
    try {
      serializer.open();
      serializer.serialize(yaml(node));
      serializer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing YAML into memory", e);
    }
    return text.toString();
  }

  private static org.yaml.snakeyaml.nodes.Node yaml(Node node) {
    return switch (node) {
      case Node.ObjectNode object -> mapping(object);
      case Node.ArrayNode array -> {
        List<org.yaml.snakeyaml.nodes.Node> items = new ArrayList<>();
        array.items().forEach(item -> items.add(yaml(item)));
        yield new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK);
      }
      case Node.TextNode text -> text(text.value());
      case Node.IntegerNode integer -> scalar(Tag.INT, integer.value().toString());
      case Node.DecimalNode decimal -> scalar(Tag.FLOAT, decimal.value().toString());
      case Node.BooleanNode bool -> scalar(Tag.BOOL, Boolean.toString(bool.value()));
      case Node.NullNode nothing -> scalar(Tag.NULL, "null");
    };
  }

  private static MappingNode mapping(Node.ObjectNode object) {
    var tuples = new ArrayList<NodeTuple>();
    for (Node.Member member : object.members()) {
      tuples.add(new NodeTuple(text(member.name()), yaml(member.value())));
    }
    return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
  }

  private static ScalarNode text(String value) {
    boolean readsAsText = RESOLVER.resolve(NodeId.scalar, value, true).equals(Tag.STR);
    return new ScalarNode(Tag.STR, value, null, null, style(value, readsAsText));
  }

  private static ScalarStyle style(String value, boolean readsAsText) {
    if (value.contains("\n")) {
      return ScalarStyle.LITERAL;
    }
    return readsAsText ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
  }

  private static ScalarNode scalar(Tag tag, String value) {
    return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
  }
}
