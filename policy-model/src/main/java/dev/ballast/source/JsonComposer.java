package dev.ballast.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.BooleanNode;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds nodes from JSON tokens. */
final class JsonComposer {
  private static final Pattern JACKSON_PLACE = Pattern.compile(" \\((for|start marker at).*\\)$");

  private final JsonParser parser;
  private final Optional<Positions> positions;
  private final boolean wholeDecimalsAreIntegers;
  private int values;

  private JsonComposer(
      JsonParser parser, Optional<Positions> positions, boolean wholeDecimalsAreIntegers) {
    this.parser = parser;
    this.positions = positions;
    this.wholeDecimalsAreIntegers = wholeDecimalsAreIntegers;
  }

  static JsonComposer withoutSpans(JsonParser parser) {
    return new JsonComposer(parser, Optional.empty(), false);
  }

  static JsonComposer withSpans(JsonParser parser, Positions positions) {
    return new JsonComposer(parser, Optional.of(positions), false);
  }

  /** For a file: its numbers become what kubectl would make of them. */
  static JsonComposer ofFile(JsonParser parser, Positions positions) {
    return new JsonComposer(parser, Optional.of(positions), true);
  }

  /** The one value of the text; anything behind it is refused. */
  Node onlyValue() throws IOException {
    var value =
        nextValue()
            .orElseThrow(() -> notJson(Span.NONE, "there is no JSON here, only white space"));
    if (parser.nextToken() != null) {
      throw notJson(spanFrom(start()), "something follows the end of the JSON value");
    }
    return value;
  }

  /** The next of several values that stand one behind the other; empty at the end. */
  Optional<Node> nextValue() throws IOException {
    JsonToken token = parser.nextToken();
    values = 0;
    return token == null ? Optional.empty() : Optional.of(value(token, 1));
  }

  private Node value(JsonToken token, int depth) throws IOException {
    values++;
    if (values > Limits.VALUES) {
      throw tooManyValues(spanFrom(start()));
    }
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> {
        String text = parser.getText();
        yield new TextNode(text, spanFrom(start()));
      }
      case VALUE_NUMBER_INT -> new IntegerNode(parser.getBigIntegerValue(), spanFrom(start()));
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> new BooleanNode(true, spanFrom(start()));
      case VALUE_FALSE -> new BooleanNode(false, spanFrom(start()));
      case VALUE_NULL -> new NullNode(spanFrom(start()));
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("Jackson gave " + token + " where a value begins");
    };
  }

  private Node object(int depth) throws IOException {
    int start = start();
    refuseTooDeep(depth);
    var members = new Members();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Span nameSpan = nameSpan();
      Node value = value(parser.nextToken(), depth + 1);
      members.add(new Member(name, nameSpan, value));
    }
    return new ObjectNode(members.inOrder(), spanFrom(start));
  }

  private Node array(int depth) throws IOException {
    int start = start();
    refuseTooDeep(depth);
    var items = new ArrayList<Node>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, depth + 1));
    }
    return new ArrayNode(items, spanFrom(start));
  }

  private Node decimal() throws IOException {
    Span span = spanFrom(start());
    String written = parser.getText();
    double number = Double.parseDouble(written);
    // Go, and so the API server, refuses a number that no double can hold.
    if (Double.isInfinite(number)) {
      throw Numbers.outOfRange(written, span);
    }
    return wholeDecimalsAreIntegers
        ? Numbers.asKubectlSends(number, span)
        : new DecimalNode(Numbers.tame(parser.getDecimalValue(), number), span);
  }

  private void refuseTooDeep(int depth) {
    if (depth > Limits.DEPTH) {
      throw tooDeep(spanFrom(start()));
    }
  }

  private int start() {
    return positions.isPresent() ? (int) parser.currentTokenLocation().getCharOffset() : 0;
  }

  /** From a remembered start to where the parser stands now. */
  private Span spanFrom(int start) {
    if (positions.isEmpty()) {
      return Span.NONE;
    }
    return positions.get().ofChars(start, (int) parser.currentLocation().getCharOffset());
  }

  /** A name by its quotes: the parser itself has already gone on to the value. */
  private Span nameSpan() {
    if (positions.isEmpty()) {
      return Span.NONE;
    }
    int start = start();
    return positions.get().ofChars(start, positions.get().endOfQuoted(start));
  }

  static Refusal tooManyValues(Span span) {
    return new Refusal(
        SourceProblem.TOO_LARGE,
        span,
        "this document holds more than " + Limits.VALUES + " values",
        "no Kubernetes object needs so many");
  }

  static Refusal tooDeep(Span span) {
    return new Refusal(
        SourceProblem.TOO_DEEP,
        span,
        "more than " + Limits.DEPTH + " collections stand inside each other here",
        "no Kubernetes object needs so many");
  }

  static Refusal notJson(Span span, String sentence) {
    return new Refusal(SourceProblem.NOT_JSON, span, sentence, "");
  }

  static Refusal refusalOf(JsonProcessingException wrong, Span span) {
    return notJson(span, "this is not JSON: " + plain(wrong.getOriginalMessage()));
  }

  static Span placeOf(JsonProcessingException wrong, Positions positions, int length) {
    JsonLocation place = wrong.getLocation();
    long offset = place == null ? 0 : place.getCharOffset();
    int at = Math.clamp(offset, 0, length);
    return positions.ofChars(at, at);
  }

  /** Without the places that Jackson adds: they count from the start of the document. */
  private static String plain(String message) {
    String firstLine = message.lines().findFirst().orElse("");
    return JACKSON_PLACE.matcher(firstLine).replaceAll("");
  }
}
