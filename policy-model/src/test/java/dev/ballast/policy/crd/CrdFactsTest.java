package dev.ballast.policy.crd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.policy.DeclaredRule;
import dev.ballast.policy.Field;
import dev.ballast.policy.Fields;
import jakarta.validation.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The API as others know it: the table of facts was taken from the CRD that they publish. */
class CrdFactsTest {
  private static final int PATH = 0;
  private static final int TYPE = 1;
  private static final int DEFAULT = 6;
  private static final int RULES = 10;

  private static final List<String> KNOWN = known();

  @Test
  void ourCrdIsTheirsInEverythingButProseAndColumns() {
    var crd = new CrdGenerator(Validation.buildDefaultValidatorFactory().getValidator());
    assertThat(withoutColumns(FactsTable.of(new Yaml().load(crd.yaml()))))
        .containsExactlyElementsOf(withoutColumns(KNOWN));
  }

  /** What {@code kubectl get} shows is ours to say. */
  private static List<String> withoutColumns(List<String> facts) {
    return facts.stream().filter(fact -> !fact.contains("additionalPrinterColumns")).toList();
  }

  @Test
  void theSpecHas438NodesOf265LeavesAnd76RulesWith63Messages() {
    List<String> paths = nodes().map(cells -> cells[PATH]).toList();
    List<Object> rules =
        nodes()
            .filter(cells -> !cells[RULES].isEmpty())
            .flatMap(cells -> new Yaml().<List<Object>>load(cells[RULES]).stream())
            .toList();
    assertThat(paths).hasSize(438);
    assertThat(paths.stream().filter(path -> isLeaf(path, paths))).hasSize(265);
    assertThat(rules).hasSize(76);
    assertThat(rules.stream().map(rule -> ((List<?>) rule).getFirst()).distinct()).hasSize(63);
  }

  @Test
  void everyFieldIsExplained() {
    assertThat(named().map(cells -> Fields.find(cells[PATH]).map(Field::path)))
        .allSatisfy(path -> assertThat(path).isPresent());
    assertThat(Fields.all())
        .allSatisfy(field -> assertThat(field.meaning()).isNotBlank().endsWith("."));
    assertThat(Fields.all()).hasSize((int) named().count());
  }

  @Test
  void anExplanationKnowsTypeAndDefault() {
    named()
        .forEach(
            cells -> {
              Field field = Fields.find(cells[PATH]).orElseThrow();
              assertThat(field.path()).isEqualTo(cells[PATH]);
              assertThat(field.defaultValue().orElse("")).isEqualTo(cells[DEFAULT]);
              assertThat(field.type()).startsWith(spoken(cells[TYPE]));
            });
  }

  @Test
  void everyRuleHasACodeOfItsOwnAndASentence() {
    List<DeclaredRule> rules =
        Fields.all().stream().flatMap(field -> field.rules().stream()).distinct().toList();
    assertThat(rules).hasSize(63);
    assertThat(rules.stream().map(DeclaredRule::code)).doesNotHaveDuplicates();
    assertThat(rules).allSatisfy(rule -> assertThat(rule.sentence()).isNotBlank());
  }

  /** Nodes under {@code spec}, itself included. */
  private static Stream<String[]> nodes() {
    return KNOWN.stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[PATH].equals("spec") || cells[PATH].startsWith("spec."));
  }

  /** Nodes that have a name: no items of lists, no values of maps. */
  private static Stream<String[]> named() {
    return KNOWN.stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[PATH].startsWith("spec") || cells[PATH].startsWith("status"))
        .filter(cells -> !cells[PATH].endsWith("[]") && !cells[PATH].endsWith("{}"));
  }

  private static boolean isLeaf(String path, List<String> paths) {
    return paths.stream()
        .noneMatch(
            other ->
                other.startsWith(path)
                    && other.length() > path.length()
                    && ".[{".indexOf(other.charAt(path.length())) >= 0);
  }

  private static String spoken(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "whole number";
      case "number" -> "number";
      case "boolean" -> "true or false";
      case "array" -> "list of ";
      default -> "";
    };
  }

  private static List<String> known() {
    try (InputStream table =
        CrdFactsTest.class.getResourceAsStream("backendtrafficpolicy-facts.tsv")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
