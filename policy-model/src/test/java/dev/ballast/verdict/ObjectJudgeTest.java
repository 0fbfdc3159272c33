package dev.ballast.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FindingText;
import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.SourceProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectJudgeTest {
  private static final String POLICY =
      """
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata: {name: sticky, namespace: shop}
      spec:
        targetRefs:
          - {group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}
        loadBalancer:
      """;

  @Test
  void aSoundPolicyHasNothingToHear() throws IOException {
    assertThat(judge(POLICY + "    type: RoundRobin\n").findings()).isEmpty();
  }

  @Test
  void theSchemaSpeaksBeforeTheReader() throws IOException {
    assertThat(lines(POLICY + "    type: RoundRobbin\n"))
        .singleElement()
        .asString()
        .startsWith("spec.loadBalancer.type:");
  }

  @Test
  void whatASchemaCannotSayIsSaidToo() throws IOException {
    var judged =
        judge(
            POLICY
                + "    type: ConsistentHash\n"
                + "    consistentHash: {type: SourceIP, tableSize: 65536}\n");
    assertThat(judged.isAccepted()).isFalse();
    assertThat(judged.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("hash-table-prime");
              assertThat(finding.span().line()).isEqualTo(9);
              assertThat(finding.apiMessage()).isEmpty();
            });
  }

  @Test
  void aNameThatTheApiServerRefusesIsRefused() throws IOException {
    assertThat(lines(POLICY.replace("sticky", "Sticky_1") + "    type: Random\n"))
        .singleElement()
        .asString()
        .startsWith("metadata.name: \"Sticky_1\"");
  }

  @Test
  void aKindThatIsAlmostOursIsAskedAbout() throws IOException {
    assertThat(
            lines(
                POLICY.replace("kind: BackendTrafficPolicy", "kind: BackendTraficPolicy")
                    + "    type: Random\n"))
        .singleElement()
        .asString()
        .contains("did you mean `BackendTrafficPolicy`?");
  }

  @Test
  void somebodyElsesKindIsTakenAsItIs() throws IOException {
    var judged =
        judge("apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {whatever: 1}\n");
    assertThat(judged.findings()).isEmpty();
  }

  private static List<String> lines(String yaml) throws IOException {
    return judge(yaml).findings().stream().map(FindingText::line).toList();
  }

  private static Judged judge(String yaml) throws IOException {
    var documents = new ArrayList<Document>();
    DocumentReader.read(
        "in.yaml",
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
        new DocumentSink() {
          @Override
          public void document(Document document) {
            documents.add(document);
          }

          @Override
          public void refused(SourceProblem problem) {
            throw new AssertionError(problem);
          }
        });
    return ObjectJudge.judge((ObjectNode) documents.getFirst().root());
  }
}
