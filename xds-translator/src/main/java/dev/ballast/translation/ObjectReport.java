package dev.ballast.translation;

import dev.ballast.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What the translation says about one object.
 *
 * @param status empty when it is not ours to write one
 * @param findings what cannot be said about the object alone, in the order of its fields
 */
public record ObjectReport(Optional<ObjectStatus> status, List<Finding> findings) {
  static final ObjectReport NOTHING = new ObjectReport(Optional.empty(), List.of());

  public ObjectReport {
    findings = List.copyOf(findings);
  }
}
