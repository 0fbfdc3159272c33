package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.JsonReader;
import org.junit.jupiter.api.Test;

class GoTextTest {
  @Test
  void decimalsPrintAsGoPrintsThem() {
    assertThat(GoText.decimal(2)).isEqualTo("2");
    assertThat(GoText.decimal(0.5)).isEqualTo("0.5");
    assertThat(GoText.decimal(123456)).isEqualTo("123456");
    assertThat(GoText.decimal(1234567)).isEqualTo("1.234567e+06");
    assertThat(GoText.decimal(1.5e300)).isEqualTo("1.5e+300");
    assertThat(GoText.decimal(-0.00001)).isEqualTo("-1e-05");
  }

  @Test
  void textIsQuotedAsGoQuotesIt() {
    assertThat(GoText.quote("a\"\\\n\t\u0001")).isEqualTo("\"a\\\"\\\\\\n\\t\\x01\"");
    assertThat(GoText.quote("é 漢 \u00a0\u200b")).isEqualTo("\"é 漢 \\u00a0\\u200b\"");
    assertThat(GoText.quote("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
  }

  @Test
  void jsonHasItsNamesSortedAndIsSafeInHtml() {
    var node = JsonReader.read("{\"b\":\"<&>\",\"a\":[1,0.0000001,1e20,true,null]}");
    assertThat(GoText.json(node))
        .isEqualTo(
            "{\"a\":[1,1e-7,100000000000000000000,true,null],\"b\":\"\\u003c\\u0026\\u003e\"}");
  }

  @Test
  void keysOfMapsLookLikeFieldsInStructuralErrors() {
    assertThat(GoText.dotted(FieldPath.of("spec", "tags").key("a.b").item(0).child("c")))
        .isEqualTo("spec.tags.a.b[0].c");
  }
}
