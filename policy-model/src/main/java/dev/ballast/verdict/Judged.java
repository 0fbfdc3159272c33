package dev.ballast.verdict;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import java.util.List;
import java.util.Optional;

/**
 * One object and what there is to say about it.
 *
 * @param subject what it calls itself; empty when it names no kind or no name
 * @param defaulted the object as the API server would store it; as it came when its kind is not
 *     known here
 * @param findings in the order of the object's fields, each with its place
 */
public record Judged(Optional<Subject> subject, Node defaulted, List<Finding> findings) {
  public Judged {
    findings = List.copyOf(findings);
  }

  /**
   * How an object calls itself.
   *
   * @param apiVersion group and version, such as {@code gateway.networking.k8s.io/v1}; without a
   *     slash for the core group
   * @param namespace as written; empty when it tells none
   */
  public record Subject(String apiVersion, String kind, String namespace, String name) {
    /** As findings name it: {@code BackendTrafficPolicy shop/sticky}. */
    @Override
    public String toString() {
      return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }
  }

  /** Whether the API server would take the object, and this program knows what to do with it. */
  public boolean isAccepted() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
