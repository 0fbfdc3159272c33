package dev.ballast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ballast.source.Node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {
  /** Each line was run through sigs.k8s.io/yaml 1.6.0, the library that kubectl reads YAML with. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "[y, n, Y, N, yes, No, ON, off, True, FALSE] =>"
            + " [true,false,true,false,true,false,true,false,true,false]",
        "[tRue, yEs, nULL, NULL, ~, null] => [\"tRue\",\"yEs\",\"nULL\",null,null,null]",
        "[0x10, 0o17, 017, 0b11, -0b11, 1_000, +5, -017] => [16,15,15,3,-3,1000,5,-15]",
        "[08, 019, 0x_10, 1__0, _1, 00, -0, +0x10, 0X10, 0B1, 0O7] =>"
            + " [8,19,16,10,\"_1\",0,0,16,16,1,7]",
        "[1.0, 2.0, 1.5, 1e3, 1E3, .5, 5., 1_0.5, +1.5, -.5, 1.e3] =>"
            + " [1,2,1.5,1000,1000,0.5,5,10.5,1.5,-0.5,1000]",
        "[18446744073709551615, 9223372036854775808, 1e20] =>"
            + " [18446744073709551615,9223372036854775808,100000000000000000000]",
        "[123456789012345678901, -9223372036854775809] =>"
            + " [123456789012345680000,-9223372036854776000]",
        "[1e400, 0x1p4, 0x1ffffffffffffffffff] => [\"1e400\",\"0x1p4\",\"0x1ffffffffffffffffff\"]",
        "[2001-01-01, 1:30, 190:20:30, =, <<] =>"
            + " [\"2001-01-01\",\"1:30\",\"190:20:30\",\"=\",\"<<\"]",
        "[!!str 5, !!int \"5\", !!binary aGVsbG8=, !foo 5, !!float 3, ! 5, !!bool yes] =>"
            + " [\"5\",5,\"hello\",\"5\",3,\"5\",true]",
        "[\"yes\", '5', \"\"] => [\"yes\",\"5\",\"\"]",
        "{1: a, 2.5: b, on: c, 0x10: d, 1e3: e, 1e30: f, 1234567890.5: g} =>"
            + " {\"1\":\"a\",\"2.5\":\"b\",\"true\":\"c\",\"16\":\"d\",\"1000\":\"e\",\"1e+30\":\"f\",\"1.234568e+09\":\"g\"}",
        "{<<: {p: 1, q: 2}, q: 3} => {\"p\":1,\"q\":3}",
        "{q: 3, <<: {q: 2}} => {\"q\":2}",
        "{<<: [{p: 1}, {p: 5, z: 6}], q: 3} => {\"p\":1,\"z\":6,\"q\":3}",
        "{\"<<\": 5} => {\"<<\":5}",
        "{b:, c: ''} => {\"b\":null,\"c\":\"\"}",
      })
  void aScalarMeansWhatItMeansToKubectl(String yaml, String json) {
    assertThat(Collected.of("v: " + yaml + "\n").json()).containsExactly("{\"v\":" + json + "}");
  }

  @Test
  void anAliasStandsForItsAnchor() {
    assertThat(Collected.of("a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n  q: 2\n").json())
        .containsExactly("{\"a\":{\"p\":1},\"b\":{\"p\":1},\"c\":{\"p\":1,\"q\":2}}");
  }

  @Test
  void tabsBetweenTokensAreSpaces() {
    assertThat(Collected.of("a:\tb\nc: {\n\t\"d\": 1,\n\te: [2,\t3\n\t]\n}\nf: g\t# h\n").json())
        .containsExactly("{\"a\":\"b\",\"c\":{\"d\":1,\"e\":[2,3]},\"f\":\"g\"}");
  }

  @Test
  void everyNodeKnowsWhereItStandsInTheWholeFile() {
    var text =
        """
        # first
        ---
        a: 1
        --- # second
        kind: Gateway
        spec:
          text: |
            x
            y

          "😀": [p, 'q']
          empty:
        """;
    var second = Collected.of(text).documents.get(1);
    var root = (ObjectNode) second.root();
    var spec = (ObjectNode) root.get("spec").orElseThrow();
    assertThat(root.span()).isEqualTo(new Span(5, 1, 12, 9));
    assertThat(root.members().getFirst().nameSpan()).isEqualTo(new Span(5, 1, 5, 5));
    assertThat(root.get("kind").orElseThrow().span()).isEqualTo(new Span(5, 7, 5, 14));
    assertThat(spec.get("text").orElseThrow().span()).isEqualTo(new Span(7, 9, 9, 6));
    assertThat(spec.get("😀").orElseThrow().span()).isEqualTo(new Span(11, 8, 11, 16));
    assertThat(spec.get("empty").orElseThrow().span()).isEqualTo(new Span(12, 9, 12, 9));
    assertThat(second.text().line(11)).contains("  \"😀\": [p, 'q']");
    assertThat(second.index()).isEqualTo(1);
  }

  @Test
  void aBrokenDocumentDoesNotStopTheLaterOnes() {
    var read = Collected.of("a: 1\n---\nb: c: d\n---\ne: 2\n--- f: 3\ng: 4\n---\nh: 5\n");
    assertThat(read.json()).containsExactly("{\"a\":1}", "{\"e\":2}", "{\"h\":5}");
    assertThat(read.problems)
        .extracting(SourceProblem::code, p -> p.span().line(), p -> p.span().column())
        .containsExactly(tuple("not-yaml", 3, 5), tuple("document-separator", 6, 5));
  }

  @Test
  void emptyDocumentsAreSkipped() {
    assertThat(Collected.of("---\n# nothing\n---\n\n---\na: 1\n---\n~\n---\n").json())
        .containsExactly("{\"a\":1}");
  }

  @Test
  void jsonObjectsMayStandOneBehindTheOther() {
    var read =
        Collected.of(
            "{\"a\": 2.0,\n\t\"b\": \"}{\\\"\"}\n{\"c\": 1}{\"d\": 2}\n---\n{\"e\": 3} # f\n");
    assertThat(read.json())
        .containsExactly("{\"a\":2,\"b\":\"}{\\\"\"}", "{\"c\":1}", "{\"d\":2}", "{\"e\":3}");
    assertThat(read.problems).isEmpty();
    assertThat(read.documents.get(3).root().span()).isEqualTo(new Span(5, 1, 5, 9));
  }

  @Test
  void aYamlMappingInBracesIsNoJson() {
    assertThat(Collected.of("{a: yes, b: 'it''s'}\n").json())
        .containsExactly("{\"a\":true,\"b\":\"it's\"}");
  }

  @Test
  void aListStandsForItsItems() {
    var read =
        Collected.of(
            """
            apiVersion: v1
            kind: List
            items:
            - kind: Service
              apiVersion: v1
            - apiVersion: x/v1
              kind: FooList
              items:
              - metadata: {name: a}
            - 5
            """);
    assertThat(read.json())
        .containsExactly(
            "{\"kind\":\"Service\",\"apiVersion\":\"v1\"}",
            "{\"apiVersion\":\"x/v1\",\"kind\":\"Foo\",\"metadata\":{\"name\":\"a\"}}");
    assertThat(read.documents.get(0).root().span()).isEqualTo(new Span(4, 3, 5, 17));
    assertThat(read.codes()).containsExactly("not-an-object");
  }
}
