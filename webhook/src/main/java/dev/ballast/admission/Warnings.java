package dev.ballast.admission;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings as lines of {@code warnings} in an answer.
 *
 * <p>Source: the API server may cut a warning behind 256 characters, and all of them together
 * behind 4,096; so few are said, and each is short.
 */
final class Warnings {
  static final int LONGEST = 256;
  static final int MOST = 10;

  private Warnings() {}

  static List<String> of(List<Finding> findings) {
    var lines = new ArrayList<String>();
    for (Finding finding : findings.subList(0, Math.min(MOST, findings.size()))) {
      lines.add(line(finding));
    }
    int left = findings.size() - MOST;
    if (left > 0) {
      lines.add("and %d more; `ballast validate` lists all".formatted(left));
    }
    return lines;
  }

  /** A long line loses the end of its text, and keeps its code. */
  static String line(Finding finding) {
    String line = FindingText.line(finding);
    if (line.length() <= LONGEST) {
      return line;
    }
    String end = "... [" + finding.code() + "]";
    int cut = LONGEST - end.length();
    return line.substring(0, Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut) + end;
  }
}
