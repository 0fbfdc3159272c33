package dev.ballast.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.policy.DeclaredRule;
import dev.ballast.policy.Field;
import dev.ballast.policy.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FindingPagesTest {
  /**
   * A finding is made with its code as the first argument, or handed to a method that makes one.
   */
  private static final Pattern MADE =
      Pattern.compile("\\b(?:error|warning|warn|bad)\\(\\s*\"([a-z0-9]+(?:-[a-z0-9]+)*)\"");

  private static final Pattern READING = Pattern.compile("String [A-Z_]+ = \"([a-z-]+)\";");

  @Test
  void everyRuleOfThePolicyHasAPage() {
    var codes = new TreeSet<String>();
    Fields.all().stream()
        .map(Field::rules)
        .forEach(rules -> rules.stream().map(DeclaredRule::code).forEach(codes::add));
    assertThat(FindingPages.codes()).containsAll(codes);
  }

  @Test
  void everyFindingMadeInTheSourcesHasAPage() throws IOException {
    var codes = new TreeSet<String>();
    Path root = Path.of(System.getProperty("ballast.root"));
    for (String floor : new String[] {"policy-model", "xds-translator", "xds-server"}) {
      try (var files = Files.walk(root.resolve(floor + "/src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          String text = Files.readString(file);
          MADE.matcher(text).results().forEach(found -> codes.add(found.group(1)));
          if (file.endsWith("SourceProblem.java")) {
            READING.matcher(text).results().forEach(found -> codes.add(found.group(1)));
          }
        }
      }
    }
    assertThat(codes).hasSizeGreaterThan(60);
    assertThat(FindingPages.codes()).containsAll(codes);
  }

  @Test
  void everyPageSaysWhatToDo() {
    for (String code : FindingPages.codes()) {
      assertThat(FindingPages.find(code).orElseThrow())
          .startsWith("# " + code + "\n")
          .containsPattern("## (Right|What to do)");
    }
  }
}
