package dev.ballast.report;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.source.Span;
import java.util.List;
import java.util.TreeSet;

/** Static Analysis Results Interchange Format 2.1.0 (OASIS). */
final class Sarif {
  private Sarif() {}

  static Node log(List<Finding> findings) {
    var rules = new TreeSet<String>();
    findings.forEach(finding -> rules.add(finding.code()));
    var driver =
        Nodes.object()
            .with("name", "ballast")
            .with(
                "rules",
                Nodes.array(
                    rules.stream().map(code -> Nodes.object().with("id", code).build()).toList()));
    var run =
        Nodes.object()
            .with("tool", Nodes.object().with("driver", driver.build()).build())
            // SARIF counts columns in UTF-16 units unless told; ours are characters.
            .with("columnKind", "unicodeCodePoints")
            .with("results", Nodes.array(findings.stream().map(Sarif::result).toList()));
    return Nodes.object()
        .with("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .with("version", "2.1.0")
        .with("runs", Nodes.array(run.build()))
        .build();
  }

  private static Node result(Finding finding) {
    var result =
        Nodes.object()
            .with("ruleId", finding.code())
            .with("level", finding.isError() ? "error" : "warning")
            .with("message", Nodes.object().with("text", Sentences.whole(finding)).build());
    finding
        .file()
        .ifPresent(file -> result.with("locations", Nodes.array(location(finding, file))));
    return result.build();
  }

  private static Node location(Finding finding, String file) {
    var place =
        Nodes.object().with("artifactLocation", Nodes.object().with("uri", uri(file)).build());
    if (finding.span().isKnown()) {
      place.with("region", region(finding.span()));
    }
    var location = Nodes.object().with("physicalLocation", place.build());
    finding
        .object()
        .ifPresent(
            object ->
                location.with(
                    "logicalLocations",
                    Nodes.array(
                        Nodes.object()
                            .with("fullyQualifiedName", object + " " + finding.path())
                            .build())));
    return location.build();
  }

  private static Node region(Span span) {
    return Nodes.object()
        .with("startLine", span.line())
        .with("startColumn", span.column())
        .with("endLine", span.endLine())
        .with("endColumn", span.endColumn())
        .build();
  }

  /** A relative reference where the name is relative, so that a checkout's root may vary. */
  private static String uri(String file) {
    var text = new StringBuilder();
    file.codePoints()
        .forEach(
            c -> {
              if (c <= ' ' || c == '%' || c == '#' || c == '?' || c == '<' || c == '>') {
                text.append("%%%02X".formatted(c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
