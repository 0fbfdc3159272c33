package dev.ballast.report;

import dev.ballast.finding.Finding;

/** A finding in running text, for formats that draw the place themselves. */
final class Sentences {
  private Sentences() {}

  /** Path, sentence and hint. */
  static String whole(Finding finding) {
    var text = new StringBuilder();
    String path = finding.path().toString();
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(finding.sentence());
    if (!finding.hint().isEmpty()) {
      text.append("; ").append(finding.hint());
    }
    return text.toString();
  }
}
