package dev.ballast.source;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no one meant as Kubernetes objects, or that someone meant as an attack. */
@Timeout(120)
class BadFilesTest {
  private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"", " \n\n", "# only a comment\n", "---\n---\n", "~\n", "\uFEFF"})
  void aFileWithoutObjectsIsSaidToHaveNone(String text) {
    var read = Collected.of(text);
    assertThat(read.codes()).containsExactly("no-objects");
    assertThat(read.problems.getFirst().refusesSomething()).isFalse();
  }

  /** The text, with \t and \n spelled out; what it is refused for, and where. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a:\\n\\tb: 1 => tab-indent => 2 => 1",
        "a: |\\n\\tb => tab-indent => 2 => 1",
        "a: 1\\nb: 2\\na: 3 => duplicate-key => 3 => 1",
        "a:\\n  - b: {c: 1, c: 2} => duplicate-key => 2 => 15",
        "yes: 1\\ntrue: 2 => duplicate-key => 2 => 1",
        "{\"a\": 1,\\n\"a\": 2} => duplicate-key => 2 => 1",
        "{\"a\": 1,\\n\"b\" 2} => not-json => 2 => 5",
        "{\"a\": [1, 2} => not-json => 1 => 12",
        "{\"a\": 1e999} => number-range => 1 => 7",
        "a: b: c => not-yaml => 1 => 5",
        "a: [1, 2\\nb: 3 => not-yaml => 2 => 2",
        "a: 'x\\nb: 3 => not-yaml => 2 => 5",
        "a: 1\\n b: 2 => not-yaml => 2 => 3",
        "a: @x => not-yaml => 1 => 4",
        "a: !x!y z => not-yaml => 1 => 4",
        "%YAML 1.1\\n---\\na: 1 => not-yaml => 1 => 1",
        "a: .inf => number-range => 1 => 4",
        "a: !!int x => scalar-tag => 1 => 4",
        "~: a => key-type => 1 => 1",
        "[a]: b => key-type => 1 => 1",
        "a: *b => alias => 1 => 4",
        "a: &b [*b] => alias => 1 => 8",
        "<<: 5 => merge-key => 1 => 1",
        "just some words => not-an-object => 1 => 1",
        "- a\\n- b => not-an-object => 1 => 1",
        "a: 1\\n...\\nb: 2 => document-separator => 3 => 1",
        "--- a: 1 => document-separator => 1 => 5",
        "-----BEGIN CERTIFICATE----- => document-separator => 1 => 4",
      })
  void aMistakeIsRefusedWhereItStands(String text, String code, int line, int column) {
    var read = Collected.of(text.replace("\\n", "\n").replace("\\t", "\t"));
    SourceProblem first = read.problems.getFirst();
    assertThat(first.code()).as(first.toString()).isEqualTo(code);
    assertThat(first.span()).extracting(Span::line, Span::column).containsExactly(line, column);
    assertThat(first.sentence()).doesNotContain("\n").hasSizeLessThan(160);
  }

  @Test
  void binaryIsRefusedOnce() {
    var bytes = new byte[1 << 20];
    new Random(1).nextBytes(bytes);
    assertThat(Collected.of(bytes).codes()).containsExactly("not-text");
    var withPlace = Collected.of(new byte[] {'a', ':', '\n', 'b', ':', ' ', 0, 'x'});
    assertThat(withPlace.problems.getFirst().span()).isEqualTo(new Span(2, 4, 2, 5));
    assertThat(Collected.of(new byte[] {'a', ':', ' ', (byte) 0xC3}).codes())
        .containsExactly("not-text");
    assertThat(Collected.of("a: \u0007\n").codes()).containsExactly("not-text");
  }

  @Test
  void aReplacementCharacterThatWasWrittenIsText() {
    assertThat(Collected.of("a: \uFFFD\n").json()).containsExactly("{\"a\":\"\uFFFD\"}");
  }

  @Test
  void carriageReturnsAndByteOrderMarksDoNotMatter() {
    var read = Collected.of("\uFEFFa: 1\r\nb: |\r\n  x\r\n---\r\n\uFEFFc: d\r\n");
    assertThat(read.json()).containsExactly("{\"a\":1,\"b\":\"x\\n\"}", "{\"c\":\"d\"}");
    assertThat(read.documents.get(0).root().span()).isEqualTo(new Span(1, 1, 3, 4));
    assertThat(read.documents.get(0).text().line(2)).contains("b: |");
  }

  @Test
  void utf16IsReadWhenItSaysSo() {
    String text = "\uFEFFa: 1\n---\n\u4E0A\u010A: \"\uD83D\uDE00\"\n";
    for (var charset : new Charset[] {UTF_16LE, UTF_16BE}) {
      var read = Collected.of(text.getBytes(charset));
      assertThat(read.json()).containsExactly("{\"a\":1}", "{\"\u4E0A\u010A\":\"\uD83D\uDE00\"}");
      assertThat(read.documents.get(1).root().span()).isEqualTo(new Span(3, 1, 3, 8));
    }
    var unmarked = Collected.of("a: 1\n".getBytes(UTF_16LE));
    assertThat(unmarked.codes()).containsExactly("not-text");
    assertThat(unmarked.problems.getFirst().hint()).contains("byte order mark");
  }

  @Test
  void anAliasBombIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String item = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, item))));
    }
    var read = Collected.of(bomb.toString());
    assertThat(read.codes()).containsExactly("alias-bomb");
    assertThat(read.problems.getFirst().span().line()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "{\"a\":", "{\"a\":[", "- ", "? "})
  void tenThousandCollectionsInsideEachOtherAreRefused(String opening) {
    assertThat(Collected.of("a: " + opening.repeat(10_000)).codes()).hasSize(1);
    assertThat(Collected.of(opening.repeat(10_000)).codes()).containsExactly("too-deep");
  }

  @Test
  void indentationTenThousandDeepIsRefused() {
    String stairs =
        IntStream.range(0, 2_000)
            .mapToObj(i -> " ".repeat(i) + "a:\n")
            .collect(Collectors.joining());
    var read = Collected.of(stairs);
    assertThat(read.codes()).containsExactly("too-deep");
    assertThat(read.problems.getFirst().span().line()).isEqualTo(201);
  }

  @Test
  void depthThroughAliasesCountsToo() {
    var deep = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 300; i++) {
      deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThat(Collected.of(deep.toString()).codes()).containsExactly("too-deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"- some item of a list\n", "x", "key", "{\"a\": [[[", "\t", "\u4E0A: {\n"})
  void tenMebibytesInOneDocumentAreRefusedAndTheNextIsRead(String part) {
    String large = part.repeat(TEN_MEBIBYTES / part.getBytes(UTF_8).length);
    var read = Collected.of("a: 1\n---\n" + large + "\n---\nb: 2\n");
    assertThat(read.json()).containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(read.codes()).containsExactly("too-large");
    assertThat(read.problems.getFirst().span().line()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "---\nkind: Service\nmetadata: {name: a}\nspec:\n  ports: [{port: 80}]\n",
        "{\"kind\": \"Service\",\n \"metadata\": {\"name\": \"a\"}}\n",
      })
  void tenMebibytesOfSmallDocumentsAreReadOneByOne(String document) throws IOException {
    int times = TEN_MEBIBYTES / document.length();
    var counted = new int[1];
    var sink =
        new DocumentSink() {
          @Override
          public void document(Document read) {
            counted[0]++;
          }

          @Override
          public void refused(SourceProblem problem) {
            throw new AssertionError(problem.toString());
          }
        };
    try (var in = repeated(document.getBytes(UTF_8), times)) {
      DocumentReader.read("f", in, sink);
    }
    assertThat(counted[0]).isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", "{},", "~,"})
  void aMillionTinyValuesInOneDocumentAreRefused(String value) {
    assertThat(Collected.of("a: [" + value.repeat(1_000_000) + "1]").codes())
        .containsExactly("too-large");
    assertThat(
            Collected.of("{\"a\": [" + value.replace("~", "0").repeat(1_000_000) + "1]}").codes())
        .containsExactly("too-large");
  }

  @Test
  void aStreamThatBreaksIsNoMistakeOfTheUser() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    assertThatThrownBy(() -> DocumentReader.read("f", broken, new Collected()))
        .isInstanceOf(IOException.class);
  }

  private static InputStream repeated(byte[] part, int times) {
    var parts =
        Collections.nCopies(times, part).stream()
            .map(bytes -> (InputStream) new ByteArrayInputStream(bytes))
            .toList();
    return new SequenceInputStream(Collections.enumeration(parts));
  }
}
