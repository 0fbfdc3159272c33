package dev.ballast.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.SourceText;
import dev.ballast.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTextTest {
  private static final Finding PRIME =
      Finding.error(
              "hash-table-prime",
              FieldPath.of("spec", "loadBalancer", "consistentHash", "tableSize"),
              "table size must be a prime number",
              "the nearest primes are 65521 and 65537")
          .withValue("65536")
          .about("BackendTrafficPolicy shop/sticky")
          .at("shop/checkout.yaml", new Span(14, 20, 14, 25));

  @Test
  void oneLineStartsWithThePath() {
    assertThat(FindingText.line(PRIME))
        .isEqualTo(
            "spec.loadBalancer.consistentHash.tableSize: table size must be a prime number;"
                + " the nearest primes are 65521 and 65537 [hash-table-prime]");
  }

  @Test
  void withoutAFieldTheLineStartsWithTheObjectOrTheFile() {
    var whole = Finding.error("code", FieldPath.ROOT, "sentence", "");
    assertThat(FindingText.line(whole)).isEqualTo("sentence [code]");
    assertThat(FindingText.line(whole.at("a.yaml", new Span(3, 5, 3, 5))))
        .isEqualTo("a.yaml:3:5: sentence [code]");
    assertThat(FindingText.line(whole.about("Service shop/cart")))
        .isEqualTo("Service shop/cart: sentence [code]");
  }

  @Test
  void theSourceFormPointsAtTheValue() {
    var text = new SourceText(14, List.of("        tableSize: 65536"));
    assertThat(FindingText.block(PRIME, text, false))
        .isEqualTo(
            """
            error[hash-table-prime]: table size must be a prime number
              --> shop/checkout.yaml:14:20
               |
            14 |         tableSize: 65536
               |                    ^^^^^
               = hint: the nearest primes are 65521 and 65537
               = in: BackendTrafficPolicy shop/sticky, spec.loadBalancer.consistentHash.tableSize
               = more: ballast explain hash-table-prime
            """);
  }

  @Test
  void coloursComeOnlyWhenAskedFor() {
    assertThat(FindingText.block(PRIME, SourceText.NONE, true)).contains("\u001b[1;31m");
    assertThat(FindingText.block(PRIME, SourceText.NONE, false)).doesNotContain("\u001b");
  }

  @Test
  void aValueHasNoPowerOverTheTerminal() {
    var hostile =
        Finding.error(
                "code", FieldPath.of("spec").key("\u001b[2J"), "\"\u001b]0;x\u0007\" is odd", "")
            .at("a.yaml", new Span(1, 1, 1, 2));
    var text = new SourceText(1, List.of("\u001b[31mred\u202e"));
    assertThat(FindingText.line(hostile)).doesNotContain("\u001b").contains("\\u001b");
    assertThat(FindingText.block(hostile, text, false)).doesNotContain("\u001b", "\u202e");
  }

  @Test
  void caretsStandBelowWideAndCombinedCharactersAndTabs() {
    assertThat(Excerpt.of("\u6f22\u5b57: x", new Span(1, 5, 1, 6)).carets()).isEqualTo("      ^");
    assertThat(Excerpt.of("e\u0301: x", new Span(1, 5, 1, 6)).carets()).isEqualTo("   ^");
    assertThat(Excerpt.of("\ta: x", new Span(1, 5, 1, 6))).isEqualTo(new Excerpt(" a: x", "    ^"));
  }

  @Test
  void aSpanThatGoesOnIsMarkedToTheEndOfItsLine() {
    assertThat(Excerpt.of("spec: {", new Span(1, 7, 4, 2)).carets()).isEqualTo("      ^");
    assertThat(Excerpt.of("a:", new Span(1, 3, 1, 3)).carets()).isEqualTo("  ^");
    assertThat(Excerpt.of("", new Span(1, 1, 1, 1)).carets()).isEqualTo("^");
  }

  @Test
  void aLongLineIsShortenedAroundTheCarets() {
    var excerpt = Excerpt.of("a".repeat(500) + "HERE" + "b".repeat(500), new Span(1, 501, 1, 505));
    assertThat(excerpt.line()).hasSizeLessThan(110).startsWith("...").endsWith("...");
    int at = excerpt.carets().indexOf('^');
    assertThat(excerpt.line().substring(at, at + 4)).isEqualTo("HERE");
    assertThat(excerpt.carets()).endsWith(" ^^^^");
  }

  @Test
  void aMarkLongerThanTheLineShownIsCutToo() {
    var excerpt = Excerpt.of("x: \"" + "a".repeat(5000) + "\"", new Span(1, 4, 1, 5006));
    assertThat(excerpt.carets()).hasSizeLessThan(110);
  }
}
