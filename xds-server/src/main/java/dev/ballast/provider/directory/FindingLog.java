package dev.ballast.provider.directory;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says findings where an operator looks first, one line each. */
final class FindingLog {
  private static final Logger log = LoggerFactory.getLogger(FindingLog.class);

  private FindingLog() {}

  static void say(Finding finding) {
    String line = FindingText.line(finding);
    if (finding.isError()) {
      log.error(line);
    } else {
      log.warn(line);
    }
  }
}
