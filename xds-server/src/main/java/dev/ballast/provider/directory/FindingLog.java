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
    String place =
        finding.file().orElse("")
            + (finding.span().isKnown()
                ? ":" + finding.span().line() + ":" + finding.span().column()
                : "");
    String about = line.startsWith(place) ? "" : place + " ";
    String object = finding.object().filter(o -> !line.startsWith(o)).map(o -> o + " ").orElse("");
    if (finding.isError()) {
      log.error("{}{}{}", about, object, line);
    } else {
      log.warn("{}{}{}", about, object, line);
    }
  }
}
