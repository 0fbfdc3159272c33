package dev.ballast.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.finding.FindingText;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import dev.ballast.source.Nodes;
import dev.ballast.source.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The cases of {@code cases/verdicts}; its README tells their form. What the API server said is
 * recorded and never rewritten; our own lines are, with {@code -Dcases=rewrite}, and then the run
 * fails so that a person looks at the difference.
 */
class VerdictCasesTest {
  private static final Path CASES =
      Path.of(System.getProperty("ballast.root", "..")).resolve("cases/verdicts");
  private static final boolean IS_CI = "true".equals(System.getenv("CI"));
  private static final boolean REWRITES = "rewrite".equals(System.getProperty("cases")) && !IS_CI;
  private static final Set<String> TARGETS = Set.of("targetRef", "targetRefs", "targetSelectors");
  private static final Node TARGET =
      Nodes.object()
          .with("group", "gateway.networking.k8s.io")
          .with("kind", "HTTPRoute")
          .with("name", "cart")
          .build();

  private record Case(String name, ObjectNode object) {}

  @TestFactory
  Stream<DynamicContainer> everyPolicyIsJudgedAsTheApiServerJudgesIt() throws IOException {
    return topics().stream().map(topic -> DynamicContainer.dynamicContainer(topic, testsOf(topic)));
  }

  @Test
  void thereAreAtLeast250Cases() throws IOException {
    int count = 0;
    for (String topic : topics()) {
      count += cases(topic).size();
    }
    System.err.println("verdict cases: " + count);
    assertThat(count).isGreaterThanOrEqualTo(250);
  }

  @Test
  void everyRuleOfThePolicyIsBrokenByACase() throws IOException {
    var said = new ArrayList<String>();
    for (String topic : topics()) {
      sections(CASES.resolve(topic + ".api.txt")).values().forEach(said::addAll);
    }
    var policy = Schemas.bundled().find("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy");
    var sites = RuleSites.of(policy.orElseThrow().schema());
    assertThat(sites).hasSize(76);
    assertThat(sites)
        .allSatisfy(
            site ->
                assertThat(said)
                    .as("%s: %s", site.path(), site.rule().message())
                    .anyMatch(line -> site.isSpokenIn(line)));
  }

  private static List<DynamicTest> testsOf(String topic) {
    try {
      List<Case> cases = cases(topic);
      Map<String, List<String>> ours = sections(CASES.resolve(topic + ".findings.txt"));
      Map<String, List<String>> api = sections(CASES.resolve(topic + ".api.txt"));
      var tests = new ArrayList<DynamicTest>();
      Map<String, List<String>> written = new LinkedHashMap<>();
      for (Case one : cases) {
        Verdict verdict = judge(one);
        List<String> lines = verdict.findings().stream().map(FindingText::line).toList();
        written.put(one.name(), lines);
        tests.add(
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  assertThat(verdict.apiMessages())
                      .as("what the API server says")
                      .isEqualTo(api.get(one.name()));
                  assertThat(lines).as("what we say").isEqualTo(ours.get(one.name()));
                }));
      }
      tests.add(
          DynamicTest.dynamicTest(
              "no answers without a question",
              () -> {
                assertThat(api.keySet()).isSubsetOf(written.keySet());
                assertThat(ours.keySet()).isSubsetOf(written.keySet());
              }));
      if (REWRITES && !written.equals(ours)) {
        Files.writeString(CASES.resolve(topic + ".findings.txt"), text(written));
      }
      return tests;
    } catch (IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  private static Verdict judge(Case one) {
    var schema = Schemas.bundled().find("gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy");
    return schema.orElseThrow().judge(one.object());
  }

  private static List<String> topics() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }

  private static List<Case> cases(String topic) throws IOException {
    Path file = CASES.resolve(topic + ".yaml");
    var entries = (ArrayNode) ((ObjectNode) SoundFile.root(file)).get("cases").orElseThrow();
    return entries.items().stream().map(entry -> aCase((ObjectNode) entry)).toList();
  }

  private static Case aCase(ObjectNode entry) {
    String name = ((TextNode) entry.get("name").orElseThrow()).value();
    Node spec = Repetition.expand(entry.get("spec").orElseThrow());
    boolean isBare = entry.get("bare").isPresent();
    return new Case(
        name,
        Nodes.object()
            .with("apiVersion", "gateway.envoyproxy.io/v1alpha1")
            .with("kind", "BackendTrafficPolicy")
            .with("metadata", Nodes.object().with("name", "case").with("namespace", "shop").build())
            .with("spec", isBare ? spec : targeted(spec))
            .build());
  }

  private static Node targeted(Node spec) {
    if (!(spec instanceof ObjectNode object)
        || TARGETS.stream().anyMatch(name -> object.get(name).isPresent())) {
      return spec;
    }
    var members = new ArrayList<Member>(object.members());
    members.add(new Member("targetRef", object.span(), TARGET));
    return new ObjectNode(members, object.span());
  }

  private static Map<String, List<String>> sections(Path file) throws IOException {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      if (line.startsWith("# ")) {
        current = new ArrayList<>();
        sections.put(line.substring(2), current);
      } else if (!line.isBlank()) {
        current.add(line);
      }
    }
    return sections;
  }

  private static String text(Map<String, List<String>> sections) {
    var text = new StringBuilder();
    sections.forEach(
        (name, lines) -> {
          text.append("# ").append(name).append('\n');
          lines.forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }
}
