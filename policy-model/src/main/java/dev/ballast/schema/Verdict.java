package dev.ballast.schema;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import java.util.List;

/**
 * What a schema says about one object.
 *
 * @param defaulted the object as the API server would store it: without unknown fields and nulls,
 *     with defaults. What the user wrote keeps its spans
 * @param findings what the user should hear, in the order of the object's fields
 * @param apiMessages what the API server says on creation, to the letter and in its order: first
 *     the unknown fields (a strict client gets only those), then the schema, uniqueness of lists,
 *     rules. Where it walks fields in random order, it is the order of the object here
 */
public record Verdict(Node defaulted, List<Finding> findings, List<String> apiMessages) {
  public Verdict {
    findings = List.copyOf(findings);
    apiMessages = List.copyOf(apiMessages);
  }

  public boolean accepts() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
