package dev.ballast.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the text between two separators: as JSON if it looks like it, else as YAML. The order is
 * kubectl's; JSON allows tabs where YAML does not, and several objects in a row.
 */
final class ChunkParser {
  /** What only JSON starts with; {@code {a: b}} starts a YAML mapping. */
  private static final Pattern JSON_START = Pattern.compile("\\s*\\{\\s*[\"}]");

  /** How many characters may be read again because of tabs that kubectl allows. */
  private static final long REREAD = 64L * 1024 * 1024;

  private final String text;
  private final Positions positions;

  /** What could be read, and why the rest could not. */
  record Parsed(List<Node> roots, Optional<Refusal> refusal) {}

  private ChunkParser(String text, Positions positions) {
    this.text = text;
    this.positions = positions;
  }

  static Parsed parse(String text, Positions positions) {
    return new ChunkParser(text, positions).parse();
  }

  private Parsed parse() {
    if (!text.stripLeading().startsWith("{")) {
      return yaml();
    }
    Parsed json = json();
    // What is JSON but breaks a rule of ours would break it as YAML too, or mean something else.
    if (json.refusal().map(r -> !r.isAbout(SourceProblem.NOT_JSON)).orElse(true)) {
      return json;
    }
    Parsed yaml = yaml();
    boolean isMeantAsJson = JSON_START.matcher(text).lookingAt();
    return yaml.refusal().isPresent() && isMeantAsJson ? json : yaml;
  }

  private Parsed json() {
    var roots = new ArrayList<Node>();
    try (JsonParser parser = JsonReader.JSON.createParser(text)) {
      var composer = JsonComposer.ofFile(parser, positions);
      for (var root = composer.nextValue(); root.isPresent(); root = composer.nextValue()) {
        roots.add(root.get());
      }
      return new Parsed(roots, Optional.empty());
    } catch (Refusal refusal) {
      return new Parsed(roots, Optional.of(refusal));
    } catch (JsonProcessingException wrong) {
      Span span = JsonComposer.placeOf(wrong, positions, text.length());
      return new Parsed(roots, Optional.of(JsonComposer.refusalOf(wrong, span)));
    } catch (IOException broken) {
      throw new UncheckedIOException("reading from memory failed", broken);
    }
  }

  private Parsed yaml() {
    try {
      YamlText.refuseUnprintable(text, positions);
      Optional<Node> root = yamlDocument();
      if (root.isEmpty()) {
        YamlText.refuseDirective(text, positions);
      }
      return new Parsed(root.stream().toList(), Optional.empty());
    } catch (Refusal refusal) {
      return new Parsed(List.of(), Optional.of(refusal));
    }
  }

  private Optional<Node> yamlDocument() {
    String tried = text;
    for (long reread = 0; ; reread += text.length()) {
      try {
        return YamlComposer.compose(tried, positions);
      } catch (MarkedYAMLException wrong) {
        int at = positions.charOffset(wrong.getProblemMark().getIndex());
        if (reread > REREAD || !YamlText.isHarmlessTab(tried, at)) {
          throw YamlText.refusalOf(wrong, tried, positions);
        }
        tried = YamlText.withoutTabsAt(tried, at);
      } catch (YAMLException wrong) {
        throw new Refusal(
            SourceProblem.NOT_YAML,
            positions.ofChars(0, 0),
            "this is not YAML: " + wrong.getMessage(),
            "");
      }
    }
  }
}
