package dev.ballast.policy;

import dev.ballast.finding.Finding;
import java.util.List;

/**
 * What a reader made of a spec.
 *
 * @param value what it means; where a finding is an error, that part keeps its default and the
 *     value is not to be served
 * @param findings in the order of the fields, paths from the root of the object
 */
public record Reading<T>(T value, List<Finding> findings) {
  public Reading {
    findings = List.copyOf(findings);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
