package dev.ballast.finding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.SourceProblem;
import dev.ballast.source.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Document DOCUMENT =
      document(
          """
          kind: X
          spec:
            on: yes
            size: 0x10
            items:
            - name: "a"
          """);

  @Test
  void aFindingIsPutWhereItsPathLeads() {
    assertThat(located(FieldPath.of("spec", "size")).span()).isEqualTo(new Span(4, 9, 4, 13));
    assertThat(located(FieldPath.of("spec", "items").item(0).child("name")).span())
        .isEqualTo(new Span(6, 11, 6, 14));
  }

  @Test
  void aCollectionIsShownByItsName() {
    assertThat(located(FieldPath.of("spec")).span()).isEqualTo(new Span(2, 1, 2, 5));
    assertThat(located(FieldPath.of("spec", "items")).span()).isEqualTo(new Span(5, 3, 5, 8));
  }

  @Test
  void whatIsMissingIsShownWhereItShouldHaveBeen() {
    assertThat(located(FieldPath.of("spec", "absent", "deeper")).span())
        .isEqualTo(new Span(2, 1, 2, 5));
    assertThat(located(FieldPath.of("spec", "items").item(7)).span())
        .isEqualTo(new Span(5, 3, 5, 8));
  }

  @Test
  void aValueIsShownAsWritten() {
    assertThat(located(FieldPath.of("spec", "size")).value()).contains("0x10");
    assertThat(located(FieldPath.of("spec", "true")).value()).contains("yes");
    assertThat(located(FieldPath.of("spec", "items").item(0).child("name")).value())
        .contains("\"a\"");
    assertThat(located(FieldPath.of("spec")).value()).isEmpty();
  }

  @Test
  void findingsComeInTheOrderOfTheFields() {
    var findings =
        List.of(
            at(FieldPath.of("spec", "absent")),
            at(FieldPath.of("spec", "items").item(0)),
            at(FieldPath.of("spec", "size")),
            at(FieldPath.of("spec")),
            at(FieldPath.of("kind")));
    assertThat(Findings.inFieldOrder(findings, DOCUMENT.root()))
        .extracting(f -> f.path().toString())
        .containsExactly("kind", "spec", "spec.size", "spec.items[0]", "spec.absent");
  }

  @Test
  void machinesGetEveryField() {
    var finding = at(FieldPath.of("spec")).about("X a/b").withApiMessage("api");
    assertThat(JsonWriter.text(FindingJson.toNode(finding.at("f", new Span(2, 3, 2, 4)))))
        .isEqualTo(
            "{\"code\":\"code\",\"severity\":\"error\",\"object\":\"X a/b\",\"path\":\"spec\","
                + "\"value\":null,\"sentence\":\"sentence\",\"hint\":\"hint\",\"apiMessage\":\"api\","
                + "\"file\":\"f\",\"line\":2,\"column\":3}");
  }

  @Test
  void aMistypedNameIsRecognised() {
    var fields = List.of("retry", "timeout", "loadBalancer", "HTTPRoute");
    assertThat(Nearest.of("loadbalancer", fields)).contains("loadBalancer");
    assertThat(Nearest.of("Httproute", fields)).contains("HTTPRoute");
    assertThat(Nearest.of("timoeut", fields)).contains("timeout");
    assertThat(Nearest.of("rety", fields)).contains("retry");
    assertThat(Nearest.of("buffer", fields)).isEmpty();
    assertThat(Nearest.of("", fields)).isEmpty();
  }

  private static Finding located(FieldPath path) {
    return Findings.locate(List.of(at(path)), DOCUMENT).getFirst();
  }

  private static Finding at(FieldPath path) {
    return Finding.error("code", path, "sentence", "hint");
  }

  private static Document document(String text) {
    var documents = new ArrayList<Document>();
    var sink =
        new DocumentSink() {
          @Override
          public void document(Document document) {
            documents.add(document);
          }

          @Override
          public void refused(SourceProblem problem) {
            throw new AssertionError(problem.toString());
          }
        };
    try {
      DocumentReader.read("f.yaml", new ByteArrayInputStream(text.getBytes(UTF_8)), sink);
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
    return documents.getFirst();
  }
}
