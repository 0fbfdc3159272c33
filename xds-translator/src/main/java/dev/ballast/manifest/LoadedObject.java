package dev.ballast.manifest;

import dev.ballast.finding.Finding;
import dev.ballast.source.Node;
import dev.ballast.source.SourceText;
import dev.ballast.world.ObjectRef;
import java.util.List;

/**
 * One object of a manifest, judged.
 *
 * @param apiVersion as written, such as {@code gateway.networking.k8s.io/v1}
 * @param ref kind, namespace and name; a namespaced kind without a namespace is in {@code default}
 * @param root the object with its defaults and namespace filled in
 * @param text the text of its document, to draw the place of a finding
 * @param findings what is wrong with it, in the order of its fields; file and place filled in
 */
public record LoadedObject(
    String apiVersion, ObjectRef ref, Node root, SourceText text, List<Finding> findings) {
  public LoadedObject {
    findings = List.copyOf(findings);
  }

  /** Whether the API server would take it, so that it may enter the world. */
  public boolean isAccepted() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
