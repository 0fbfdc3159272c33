package dev.ballast.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.cli.Ballast;
import dev.ballast.cli.Screen;
import dev.ballast.source.JsonReader;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ArrayNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A policy with a mistake, and what {@code ballast validate -o json} says of it. Keys of the files
 * are in the order of the alphabet, since kubectl sends them so, and findings follow the fields.
 *
 * @param name names the mistake; the policy has it, too
 * @param text YAML
 * @param faults its errors, in the order in which they are told
 */
record WrongPolicy(String name, String text, List<Fault> faults) {
  private static final Path FOLDER =
      Path.of(System.getProperty("ballast.root", ".."))
          .resolve("e2e/src/test/resources/dev/ballast/stories/wrong");

  /**
   * @param said what the API server says, or empty where it would say nothing
   */
  record Fault(String path, String sentence, String code, String said) {}

  static List<WrongPolicy> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(WrongPolicy::read).toList();
    }
  }

  private static WrongPolicy read(Path file) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false);
    int code = Ballast.run(screen, "validate", "-o", "json", file.toString());
    assertThat(code).as("%s: %s", file, err.toString(UTF_8)).isEqualTo(1);
    var answer = (ObjectNode) JsonReader.read(out.toString(UTF_8));
    var findings = (ArrayNode) answer.get("findings").orElseThrow();
    var faults =
        findings.items().stream()
            .map(ObjectNode.class::cast)
            .filter(finding -> text(finding, "severity").equals("error"))
            .map(WrongPolicy::fault)
            .toList();
    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    try {
      return new WrongPolicy(name, Files.readString(file), faults);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fault fault(ObjectNode finding) {
    return new Fault(
        text(finding, "path"),
        text(finding, "sentence"),
        text(finding, "code"),
        text(finding, "apiMessage"));
  }

  private static String text(ObjectNode finding, String field) {
    Node node = finding.get(field).orElseThrow();
    return node instanceof TextNode text ? text.value() : "";
  }
}
