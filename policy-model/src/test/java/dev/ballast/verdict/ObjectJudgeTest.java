package dev.ballast.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FindingText;
import dev.ballast.finding.Severity;
import dev.ballast.source.Document;
import dev.ballast.source.DocumentReader;
import dev.ballast.source.DocumentSink;
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
      """;
  private static final String TARGET =
      "  targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart}\n";

  @Test
  void aGoodPolicyIsAcceptedUnderItsName() {
    Judged judged = judged(POLICY + "spec:\n" + TARGET);
    assertThat(judged.findings()).isEmpty();
    assertThat(judged.subject().orElseThrow()).hasToString("BackendTrafficPolicy shop/sticky");
  }

  @Test
  void aFindingKnowsItsObjectItsPlaceAndTheApiServersWords() {
    Judged judged = judged(POLICY + "spec:\n" + TARGET + "  loadBalancer: {type: Robin}\n");
    var finding = judged.findings().getFirst();
    assertThat(finding.object()).contains("BackendTrafficPolicy shop/sticky");
    assertThat(finding.span().line()).isEqualTo(6);
    assertThat(finding.span().column()).isEqualTo(24);
    assertThat(finding.apiMessage().orElseThrow())
        .startsWith("spec.loadBalancer.type: Unsupported value: \"Robin\": supported values: ");
  }

  @Test
  void anUnknownFieldIsPointedAtByItsName() {
    Judged judged = judged(POLICY + "spec:\n" + TARGET + "  loadBalancr: {type: Random}\n");
    assertThat(lines(judged))
        .containsExactly(
            "spec.loadBalancr: there is no field `loadBalancr` here;"
                + " did you mean `loadBalancer`? [unknown-field]");
    assertThat(judged.findings().getFirst().span().column()).isEqualTo(3);
  }

  @Test
  void aMissingFieldIsPointedAtByItsNearestParent() {
    Judged judged = judged(POLICY + "spec:\n" + TARGET + "  loadBalancer: {}\n");
    assertThat(judged.findings().getFirst().path()).hasToString("spec.loadBalancer.type");
    assertThat(judged.findings().getFirst().span().line()).isEqualTo(6);
  }

  @Test
  void whatOnlyAReaderCanSayIsSaidOnceTheSchemaIsContent() {
    String hash = "  loadBalancer: {type: ConsistentHash, consistentHash: {type: SourceIP, ";
    Judged judged = judged(POLICY + "spec:\n" + TARGET + hash + "tableSize: 65536}}\n");
    assertThat(lines(judged)).singleElement().asString().contains("[hash-table-prime]");
    assertThat(judged.isAccepted()).isFalse();
  }

  @Test
  void findingsComeInTheOrderOfTheFields() {
    Judged judged =
        judged(
            """
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: BackendTrafficPolicy
            metadata: {name: Sticky, nmae: a, labels: {app: 5}}
            spec:
              retry: {numRetries: -1}
              tragetRef: {}
            """);
    assertThat(lines(judged))
        .extracting(line -> line.replaceFirst(".*\\[", "["))
        .containsExactly(
            "[bad-name]",
            "[unknown-field]",
            "[wrong-type]",
            "[target-missing]",
            "[too-small]",
            "[unknown-field]");
  }

  @Test
  void anEnvelopeWithoutContentIsToldWhatItLacks() {
    assertThat(lines(judged("{}")))
        .containsExactly(
            "apiVersion: `apiVersion` is missing; add `apiVersion` [missing-field]",
            "kind: `kind` is missing; add `kind` [missing-field]",
            "metadata.name: the object has no name; add `metadata.name` [missing-field]");
  }

  @Test
  void aKindThatIsNearlyOneOfOursIsWarnedAbout() {
    for (String kind : List.of("BackendTrafficPolicies", "backendtrafficpolicy")) {
      Judged judged = judged(POLICY.replace("BackendTrafficPolicy", kind));
      assertThat(judged.findings())
          .singleElement()
          .satisfies(
              f -> {
                assertThat(f.severity()).isEqualTo(Severity.WARNING);
                assertThat(f.hint()).isEqualTo("did you mean \"BackendTrafficPolicy\"?");
              });
    }
  }

  @Test
  void kindsOfOthersPassAsTheyAre() {
    for (String kind : List.of("ClientTrafficPolicy", "SecurityPolicy", "EnvoyProxy", "Backend")) {
      assertThat(judged(POLICY.replace("BackendTrafficPolicy", kind)).findings()).isEmpty();
    }
    String service = "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {anything: 1}\n";
    assertThat(judged(service).findings()).isEmpty();
  }

  @Test
  void aVersionThatIsNotServedIsLeftAsideWithAWarning() {
    Judged judged =
        judged(
            """
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TCPRoute
            metadata: {name: db}
            spec: {rules: 5}
            """);
    assertThat(lines(judged))
        .containsExactly(
            "apiVersion: there is no version \"v1alpha2\" of TCPRoute here, so it is left aside;"
                + " use gateway.networking.k8s.io/v1 [unknown-version]");
  }

  @Test
  void gatewayApiObjectsAreJudgedByTheirOwnSchemas() {
    Judged judged =
        judged(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: cart, namespace: shop}
            spec:
              parentRefs:
              - {name: eg}
              - {name: eg}
              rules:
              - matches: [{path: {value: no/slash}}]
            """);
    assertThat(judged.findings())
        .extracting(f -> f.apiMessage().orElse(""))
        .containsExactly(
            "spec.parentRefs: Invalid value: sectionName must be unique when parentRefs"
                + " includes 2 or more references to the same parent",
            "spec.rules[0].matches[0].path: Invalid value: value must be an absolute path and start"
                + " with '/' when type one of ['Exact', 'PathPrefix']");
  }

  private static List<String> lines(Judged judged) {
    return judged.findings().stream().map(FindingText::line).toList();
  }

  private static Judged judged(String yaml) {
    var documents = new ArrayList<Document>();
    try {
      DocumentReader.read(
          "test.yaml",
          new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
          new DocumentSink() {
            @Override
            public void document(Document document) {
              documents.add(document);
            }

            @Override
            public void refused(SourceProblem problem) {
              throw new AssertionError(problem.toString());
            }
          });
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return ObjectJudge.judge(documents.getFirst().root());
  }
}
