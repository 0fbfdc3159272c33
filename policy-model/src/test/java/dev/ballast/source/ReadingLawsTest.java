package dev.ballast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any text, however little sense it makes. */
class ReadingLawsTest {
  private static final List<String> FRAGMENTS =
      List.of(
          "a",
          "kind",
          ": ",
          "\n",
          "\n  ",
          "\n- ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          ", ",
          "\"",
          "'",
          "1",
          "~",
          "yes",
          "# c",
          "\n---\n",
          "\n...\n",
          "&x ",
          "*x",
          "<<: ",
          "|\n  t\n",
          "? ",
          "!!int ",
          "\t",
          "\r\n",
          "\r",
          "%",
          "@",
          "\u00e9",
          "\uD83D\uDE00",
          "\\",
          "k: v\n",
          "{\"a\": 1}\n",
          "\u2028",
          "\u0085",
          "\0",
          "\u0007",
          "\uFEFF");

  @Property(tries = 2000)
  void everyTextIsReadOrRefusedAndEverythingStandsInIt(@ForAll("texts") String text) {
    var read = Collected.of(text);
    long lines = text.split("\r\n|\r|\n", -1).length;
    assertThat(read.documents.size() + read.problems.size()).isPositive();
    var spans = new ArrayList<Span>();
    read.documents.forEach(document -> collect(document.root(), spans));
    read.problems.forEach(problem -> spans.add(problem.span()));
    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(span.line()).isBetween(1, (int) lines);
              assertThat(span.endLine()).isBetween(span.line(), (int) lines);
              assertThat(span.column()).isPositive();
            });
  }

  @Property(tries = 500)
  void documentsDoNotTouchEachOther(@ForAll("texts") String first, @ForAll("texts") String second) {
    var together = Collected.of(first + "\n---\n" + second);
    var apart = new ArrayList<>(Collected.of(first).json());
    apart.addAll(Collected.of("\n---\n" + second).json());
    assertThat(together.json()).isEqualTo(apart);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(FRAGMENTS).list().ofMaxSize(16).map(parts -> String.join("", parts));
  }

  private static void collect(Node node, List<Span> spans) {
    spans.add(node.span());
    switch (node) {
      case ObjectNode object -> {
        for (Member member : object.members()) {
          spans.add(member.nameSpan());
          collect(member.value(), spans);
        }
      }
      case ArrayNode array -> array.items().forEach(item -> collect(item, spans));
      default -> {}
    }
  }
}
