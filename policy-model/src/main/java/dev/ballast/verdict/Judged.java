package dev.ballast.verdict;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import java.util.List;

/**
 * What is to be said about one object, as seen alone.
 *
 * @param defaulted the object with its defaults; as it was written when its kind is not known here
 * @param findings all at once, in the order of the object's fields, with their places
 */
public record Judged(Node defaulted, List<Finding> findings) {
  public Judged {
    findings = List.copyOf(findings);
  }

  /** Whether it may enter the world. */
  public boolean isAccepted() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
