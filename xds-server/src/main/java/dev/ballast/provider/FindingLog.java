package dev.ballast.provider;

import dev.ballast.finding.Finding;
import dev.ballast.finding.FindingText;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says findings where an operator looks first, one line each. */
public final class FindingLog {
  private static final Logger log = LoggerFactory.getLogger(FindingLog.class);

  /** Of more at once nobody reads the rest. */
  private static final int AT_ONCE = 50;

  private FindingLog() {}

  public static void say(List<Finding> findings) {
    findings.stream().limit(AT_ONCE).forEach(FindingLog::say);
    if (findings.size() > AT_ONCE) {
      log.warn("{} more findings; the admin page /status has them all", findings.size() - AT_ONCE);
    }
  }

  public static void say(Finding finding) {
    String line = FindingText.line(finding);
    String place =
        finding.file().orElse("")
            + (finding.span().isKnown()
                ? ":" + finding.span().line() + ":" + finding.span().column()
                : "");
    String about = line.startsWith(place) ? "" : place + ": ";
    String object =
        finding
            .object()
            .filter(o -> !line.startsWith(o))
            .map(o -> " object=\"" + o + "\"")
            .orElse("");
    if (finding.isError()) {
      log.error("{}{}{}", about, line, object);
    } else {
      log.warn("{}{}{}", about, line, object);
    }
  }
}
