package dev.ballast.finding;

import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Findings for machines. Every finding has the same fields: {@code code}, {@code severity} ({@code
 * error} or {@code warning}), {@code object}, {@code path}, {@code value}, {@code sentence}, {@code
 * hint}, {@code apiMessage}, {@code file}, {@code line}, {@code column}; what is not known is null.
 */
public final class FindingJson {
  private FindingJson() {}

  public static ObjectNode toNode(Finding finding) {
    boolean isPlaced = finding.span().isKnown();
    return Nodes.object()
        .with("code", finding.code())
        .with("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .with("object", orNull(finding.object()))
        .with("path", finding.path().toString())
        .with("value", orNull(finding.value()))
        .with("sentence", finding.sentence())
        .with("hint", finding.hint())
        .with("apiMessage", orNull(finding.apiMessage()))
        .with("file", orNull(finding.file()))
        .with("line", isPlaced ? Nodes.integer(finding.span().line()) : Nodes.nothing())
        .with("column", isPlaced ? Nodes.integer(finding.span().column()) : Nodes.nothing())
        .build();
  }

  public static Node toNode(List<Finding> findings) {
    return Nodes.array(findings.stream().map(FindingJson::toNode).toList());
  }

  private static Node orNull(Optional<String> text) {
    return text.<Node>map(Nodes::text).orElseGet(Nodes::nothing);
  }
}
