package dev.ballast.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.retry.RetrySpec;
import dev.ballast.schema.Schemas;
import dev.ballast.schema.Verdict;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.SoundFile;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Whoever uses the records as a library may validate them with any provider of Jakarta Validation
 * and hears the verdict that the API server would give, with the same rules broken at the same
 * paths: over all cases of {@code cases/verdicts} that a record can hold (none holds wrong types).
 */
class LibraryUseTest {
  private static final Path CASES =
      Path.of(System.getProperty("ballast.root", "..")).resolve("cases/verdicts");
  private static final String RULES_NOT_RUN = "some validation rules were not checked";
  private static final Validator VALIDATOR =
      Validation.buildDefaultValidatorFactory().getValidator();

  private record Case(String name, ObjectNode object) {}

  @TestFactory
  Stream<DynamicTest> aRecordIsJudgedAsTheObjectIs() throws IOException {
    return cases().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> judgedAlike(one.object())));
  }

  @Test
  void mostCasesAreHeldByARecord() throws IOException {
    assertThat(cases().stream().filter(one -> spec(verdict(one.object())).isPresent()))
        .hasSizeGreaterThan(500);
  }

  @Test
  void whatMustBeThereIsMissed() {
    var spec = new RetrySpec(-1, null, null, null);
    assertThat(VALIDATOR.validate(spec))
        .extracting(violation -> violation.getPropertyPath().toString())
        .containsExactly("numRetries");
  }

  private static Verdict verdict(ObjectNode object) {
    return Schemas.bundled()
        .find("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy")
        .orElseThrow()
        .judge(object);
  }

  private static void judgedAlike(ObjectNode object) {
    Verdict verdict = verdict(object);
    Optional<BackendTrafficPolicySpec> spec = spec(verdict);
    if (spec.isEmpty()) {
      assertThat(verdict.accepts()).as("no record holds it").isFalse();
      return;
    }
    Set<ConstraintViolation<BackendTrafficPolicySpec>> violations = VALIDATOR.validate(spec.get());
    assertThat(violations.isEmpty()).as("%s", violations).isEqualTo(acceptsWhatIsKnown(verdict));
    if (verdict.apiMessages().stream().noneMatch(message -> message.contains(RULES_NOT_RUN))) {
      assertThat(brokenRules(violations)).isEqualTo(brokenRules(verdict));
    }
  }

  private static Optional<BackendTrafficPolicySpec> spec(Verdict verdict) {
    try {
      return ((ObjectNode) verdict.defaulted())
          .get("spec")
          .map(spec -> WireReader.read(spec, BackendTrafficPolicySpec.class));
    } catch (IllegalArgumentException noRecordHoldsIt) {
      return Optional.empty();
    }
  }

  /** Unknown fields have left no trace in the record. */
  private static boolean acceptsWhatIsKnown(Verdict verdict) {
    return verdict.apiMessages().stream()
        .allMatch(message -> message.startsWith("strict decoding error"));
  }

  private static Set<String> brokenRules(Set<ConstraintViolation<BackendTrafficPolicySpec>> found) {
    var broken = new TreeSet<String>();
    for (ConstraintViolation<?> violation : found) {
      if (violation.getConstraintDescriptor().getAnnotation() instanceof Rule rule) {
        String path = violation.getPropertyPath().toString();
        broken.add((path.isEmpty() ? "spec" : "spec." + path) + ": " + rule.message());
      }
    }
    return broken;
  }

  /** The API server's messages of rules, without what it says between path and message. */
  private static Set<String> brokenRules(Verdict verdict) {
    var broken = new TreeSet<String>();
    for (String message : verdict.apiMessages()) {
      Fields.all().stream()
          .flatMap(field -> field.rules().stream())
          .map(DeclaredRule::message)
          .filter(message::endsWith)
          .findFirst()
          .ifPresent(said -> broken.add(message.substring(0, message.indexOf(": ")) + ": " + said));
    }
    return broken;
  }

  private static List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        String topic = file.getFileName().toString().replace(".yaml", "");
        var entries = (ArrayNode) ((ObjectNode) SoundFile.root(file)).get("cases").orElseThrow();
        for (Node entry : entries.items()) {
          cases.add(aCase(topic, (ObjectNode) entry));
        }
      }
    }
    return cases;
  }

  private static Case aCase(String topic, ObjectNode entry) {
    String name = ((TextNode) entry.get("name").orElseThrow()).value();
    Node spec = entry.get("spec").orElseThrow();
    if (spec instanceof ObjectNode object && entry.get("bare").isEmpty()) {
      spec = targeted(object);
    }
    return new Case(
        topic + ": " + name,
        Nodes.object()
            .with("apiVersion", "gateway.envoyproxy.io/v1alpha1")
            .with("kind", "BackendTrafficPolicy")
            .with("spec", spec)
            .build());
  }

  private static ObjectNode targeted(ObjectNode spec) {
    if (Stream.of("targetRef", "targetRefs", "targetSelectors")
        .anyMatch(name -> spec.get(name).isPresent())) {
      return spec;
    }
    Node target =
        Nodes.object()
            .with("group", "gateway.networking.k8s.io")
            .with("kind", "HTTPRoute")
            .with("name", "cart")
            .build();
    var members = new ArrayList<>(spec.members());
    members.add(new Member("targetRef", spec.span(), target));
    return new ObjectNode(members, spec.span());
  }
}
