package dev.ballast.source;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Writes one large object member by member, indented as {@link JsonWriter#pretty} does, so that it
 * need not be in memory as a whole. UTF-8; a line feed at the end.
 */
public final class JsonStream implements Closeable {
  private final OutputStream out;
  private final JsonGenerator generator;

  /**
   * @param out stays open
   */
  public JsonStream(OutputStream out) throws IOException {
    this.out = out;
    this.generator = JsonReader.JSON.createGenerator(out, JsonEncoding.UTF8);
    generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    generator.setPrettyPrinter(JsonWriter.twoSpaces());
    generator.writeStartObject();
  }

  public JsonStream member(String name, Node value) throws IOException {
    generator.writeFieldName(name);
    JsonWriter.write(value, generator);
    return this;
  }

  /**
   * @param items made one by one, when their turn comes
   */
  public JsonStream array(String name, Stream<? extends Node> items) throws IOException {
    generator.writeFieldName(name);
    generator.writeStartArray();
    for (Iterator<? extends Node> next = items.iterator(); next.hasNext(); ) {
      JsonWriter.write(next.next(), generator);
    }
    generator.writeEndArray();
    return this;
  }

  @Override
  public void close() throws IOException {
    generator.writeEndObject();
    generator.close();
    out.write('\n');
    out.flush();
  }
}
