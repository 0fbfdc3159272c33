package dev.ballast.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON to tree. Numbers stay as written: {@code 2} is an integer and {@code 2.0} a decimal. A name
 * that appears twice in one object is refused, and so is what nests deeper than 200 collections.
 */
public final class JsonReader {
  static final JsonFactory JSON = new JsonFactory();

  /** What became of a text: a tree, or the reason why not. */
  public sealed interface Outcome {
    record Read(Node root) implements Outcome {}

    record Refused(SourceProblem problem) implements Outcome {}
  }

  private JsonReader() {}

  /**
   * Reads JSON that is known to be good: what this program ships or has written itself. Its nodes
   * carry no spans.
   *
   * @throws IllegalArgumentException when it is not good after all
   */
  public static Node read(byte[] json) {
    return switch (tryRead("json", json)) {
      case Outcome.Read(var root) -> root;
      case Outcome.Refused(var problem) ->
          throw new IllegalArgumentException("not readable as JSON: " + problem);
    };
  }

  /** As {@link #read(byte[])}. */
  public static Node read(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads JSON from outside, UTF-8, one value; the nodes carry no spans, which is the fast way. */
  public static Outcome tryRead(String file, byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return new Outcome.Read(JsonComposer.withoutSpans(parser).onlyValue());
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.in(file));
    } catch (JsonProcessingException wrong) {
      return new Outcome.Refused(JsonComposer.refusalOf(wrong, Span.NONE).in(file));
    } catch (IOException broken) {
      return new Outcome.Refused(notText().in(file));
    }
  }

  /** Reads JSON from outside, UTF-8, one value; every node knows where it stands. */
  public static Outcome tryReadWithSpans(String file, byte[] json) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException wrong) {
      return new Outcome.Refused(notText().in(file));
    }
    var positions = new Positions(text, 1);
    try (JsonParser parser = JSON.createParser(text)) {
      return new Outcome.Read(JsonComposer.withSpans(parser, positions).onlyValue());
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.in(file));
    } catch (JsonProcessingException wrong) {
      var span = JsonComposer.placeOf(wrong, positions, text.length());
      return new Outcome.Refused(JsonComposer.refusalOf(wrong, span).in(file));
    } catch (IOException broken) {
      throw new UncheckedIOException("reading from memory failed", broken);
    }
  }

  private static Refusal notText() {
    return new Refusal(SourceProblem.NOT_TEXT, Span.NONE, "these bytes are not UTF-8 text", "");
  }
}
