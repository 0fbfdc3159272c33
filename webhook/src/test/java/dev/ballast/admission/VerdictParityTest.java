package dev.ballast.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.verdict.ObjectJudge;
import dev.ballast.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case of {@code cases/verdicts} at the door: what {@code kubectl apply} is told is what
 * {@code ballast validate} says, in the same order. Only unknown fields differ; see {@link
 * PolicyCheck}.
 */
class VerdictParityTest {
  private static final Path CASES =
      Path.of(System.getProperty("ballast.root", "..")).resolve("cases/verdicts");
  private static final Admission ADMISSION = new Admission(Set.of(TranslationOptions.BALLAST));
  private static final Node TARGET =
      Nodes.object()
          .with("group", "gateway.networking.k8s.io")
          .with("kind", "HTTPRoute")
          .with("name", "cart")
          .build();

  private record Case(String name, ObjectNode object) {}

  @TestFactory
  Stream<DynamicTest> everyRefusalIsThatOfValidate() throws IOException {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> agrees(one.object())));
  }

  @Test
  void theCasesHoldMoreThanFortyKindsOfMistakes() throws IOException {
    var codes = new TreeSet<String>();
    for (Case one : cases()) {
      ObjectJudge.judge(one.object()).findings().stream()
          .filter(Finding::isError)
          .map(Finding::code)
          .forEach(codes::add);
    }
    assertThat(codes).hasSizeGreaterThan(40);
  }

  private static void agrees(ObjectNode object) {
    var offline = ObjectJudge.judge(object).findings();
    var errors =
        offline.stream()
            .filter(Finding::isError)
            .filter(finding -> !finding.code().equals("unknown-field"))
            .map(FindingText::line)
            .toList();
    for (Door door : Door.values()) {
      var review = Ask.create(object).review();
      var decision = ADMISSION.decide(door, review, World.EMPTY, Instant.EPOCH);
      var told = Told.of(Answer.of(review, decision));
      if (told.isAllowed()) {
        assertThat(errors).isEmpty();
      } else if (offline.stream().anyMatch(f -> f.code().equals("unknown-field"))) {
        // Offline, an unknown field hides what only a reader can say.
        assertThat(told.causes()).containsSubsequence(errors);
      } else {
        assertThat(told.causes()).isEqualTo(errors);
      }
    }
  }

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        var entries = (ArrayNode) Ask.root(Files.readString(file)).get("cases").orElseThrow();
        for (Node entry : entries.items()) {
          aCase(file.getFileName().toString(), (ObjectNode) entry).ifPresent(cases::add);
        }
      }
    }
    return cases;
  }

  /** Cases that need thousands of letters are written in a shorthand, and left out here. */
  private static Optional<Case> aCase(String topic, ObjectNode entry) {
    Node spec = entry.get("spec").orElseThrow();
    if (spec.toString().contains("$times")) {
      return Optional.empty();
    }
    String name = ((TextNode) entry.get("name").orElseThrow()).value();
    var object =
        Nodes.object()
            .with("apiVersion", "gateway.envoyproxy.io/v1alpha1")
            .with("kind", "BackendTrafficPolicy")
            .with("metadata", Nodes.object().with("name", "case").with("namespace", "shop").build())
            .with("spec", entry.get("bare").isPresent() ? spec : targeted(spec))
            .build();
    return Optional.of(new Case(topic + ": " + name, object));
  }

  private static Node targeted(Node spec) {
    boolean isTargeted =
        !(spec instanceof ObjectNode object)
            || Stream.of("targetRef", "targetRefs", "targetSelectors")
                .anyMatch(name -> object.get(name).isPresent());
    return isTargeted ? spec : Nodes.with((ObjectNode) spec, "targetRef", TARGET);
  }
}
