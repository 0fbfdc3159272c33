package dev.ballast.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Tree to JSON. Members keep their order and numbers their form, so equal trees, equal bytes. */
public final class JsonWriter {
  private JsonWriter() {}

  /** On one line, without spaces. */
  public static String text(Node node) {
    return write(node, false);
  }

  /** As {@link #text}, in UTF-8. */
  public static byte[] bytes(Node node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  /** Indented by two spaces, for people. */
  public static String pretty(Node node) {
    return write(node, true);
  }

  private static String write(Node node, boolean indented) {
    var out = new StringWriter();
    try (JsonGenerator generator = JsonReader.JSON.createGenerator(out)) {
      if (indented) {
        generator.setPrettyPrinter(twoSpaces());
      }
      write(node, generator);
    } catch (IOException broken) {
      throw new UncheckedIOException("writing to memory failed", broken);
    }
    return out.toString();
  }

  static void write(Node node, JsonGenerator out) throws IOException {
    switch (node) {
      case ObjectNode object -> {
        out.writeStartObject();
        for (Member member : object.members()) {
          out.writeFieldName(member.name());
          write(member.value(), out);
        }
        out.writeEndObject();
      }
      case ArrayNode array -> {
        out.writeStartArray();
        for (Node item : array.items()) {
          write(item, out);
        }
        out.writeEndArray();
      }
      case TextNode text -> out.writeString(text.value());
      case IntegerNode number -> out.writeNumber(number.value());
      case DecimalNode number -> out.writeNumber(Numbers.withFraction(number.value()));
      case BooleanNode bool -> out.writeBoolean(bool.value());
      case NullNode ignored -> out.writeNull();
    }
  }

  static DefaultPrettyPrinter twoSpaces() {
    // A fixed line feed: the default would be the platform's.
    var lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }
}
