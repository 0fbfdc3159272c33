package dev.ballast.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.JsonReader.Outcome;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;
import dev.ballast.source.Node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void aNumberStaysAsWritten() {
    var root = (ObjectNode) JsonReader.read("{\"a\": 2, \"b\": 2.0, \"c\": 12345678901234567890}");
    assertThat(root.get("a").orElseThrow()).isInstanceOf(IntegerNode.class);
    assertThat(root.get("b").orElseThrow()).isInstanceOf(DecimalNode.class);
    assertThat(JsonWriter.text(root)).isEqualTo("{\"a\":2,\"b\":2.0,\"c\":12345678901234567890}");
  }

  @Test
  void everyNodeKnowsWhereItStands() {
    var root = (ObjectNode) readWithSpans("{\n  \"\uD83D\uDE00\": [\"x\", -12.5, true]\n}\n");
    var array = (Node.ArrayNode) root.get("\uD83D\uDE00").orElseThrow();
    assertThat(root.span()).isEqualTo(new Span(1, 1, 3, 2));
    assertThat(root.members().getFirst().nameSpan()).isEqualTo(new Span(2, 3, 2, 6));
    assertThat(array.span()).isEqualTo(new Span(2, 8, 2, 26));
    assertThat(array.items().get(0).span()).isEqualTo(new Span(2, 9, 2, 12));
    assertThat(array.items().get(1).span()).isEqualTo(new Span(2, 14, 2, 19));
    assertThat(array.items().get(2).span()).isEqualTo(new Span(2, 21, 2, 25));
  }

  @Test
  void aRepeatedNameIsRefusedWithBothPlaces() {
    var problem = problemOf("{\"a\": 1,\n \"b\": 2, \"a\": 3}");
    assertThat(problem.code()).isEqualTo("duplicate-key");
    assertThat(problem.span()).isEqualTo(new Span(2, 10, 2, 13));
    assertThat(problem.hint()).contains("line 1, column 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "{", "{\"a\"", "{\"a\":}", "[1,]", "{} {}", "{a: 1}", "\"x", "1e400"})
  void whatIsNotOneJsonValueIsRefused(String text) {
    assertThat(problemOf(text).sentence()).isNotEmpty().doesNotContain("\n");
    assertThat(JsonReader.tryRead("f.json", text.getBytes(UTF_8)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void bytesThatAreNotTextAreRefused() {
    var bytes = new byte[] {'"', (byte) 0xff, '"'};
    assertThat(JsonReader.tryRead("f", bytes)).isInstanceOf(Outcome.Refused.class);
    assertThat(JsonReader.tryReadWithSpans("f", bytes)).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void tenThousandBracketsAreRefusedWithoutTrouble() {
    var problem = problemOf("[".repeat(10_000) + "]".repeat(10_000));
    assertThat(problem.code()).isEqualTo("too-deep");
    assertThat(problem.span().column()).isEqualTo(201);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBack(@ForAll("trees") Node tree) {
    String text = JsonWriter.text(tree);
    assertThat(JsonWriter.text(JsonReader.read(text))).isEqualTo(text);
    assertThat(JsonReader.read(JsonWriter.bytes(tree))).isEqualTo(tree);
    assertThat(JsonReader.read(JsonWriter.pretty(tree))).isEqualTo(tree);
    assertThat(Nodes.withoutSpans(readWithSpans(JsonWriter.pretty(tree)))).isEqualTo(tree);
  }

  @Provide
  Arbitrary<Node> trees() {
    return trees(3);
  }

  private static Arbitrary<Node> trees(int depth) {
    Arbitrary<Node> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(8).map(Nodes::text),
            Arbitraries.longs().map(Nodes::integer),
            Arbitraries.doubles().map(Nodes::decimal),
            Arbitraries.of(true, false).map(Nodes::bool),
            Arbitraries.just(Nodes.nothing()));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Node> arrays = trees(depth - 1).list().ofMaxSize(4).map(Nodes::array);
    Arbitrary<Node> objects =
        Arbitraries.maps(Arbitraries.strings().ascii().ofMaxLength(5), trees(depth - 1))
            .ofMaxSize(4)
            .map(
                members -> {
                  var object = Nodes.object();
                  members.forEach(object::with);
                  return object.build();
                });
    return Arbitraries.oneOf(leaves, arrays, objects);
  }

  private static Node readWithSpans(String json) {
    return ((Outcome.Read) JsonReader.tryReadWithSpans("f.json", json.getBytes(UTF_8))).root();
  }

  private static SourceProblem problemOf(String json) {
    return ((Outcome.Refused) JsonReader.tryReadWithSpans("f.json", json.getBytes(UTF_8)))
        .problem();
  }
}
