package dev.ballast.translation;

import dev.ballast.finding.Finding;
import dev.ballast.world.BackendTrafficPolicy;
import java.util.Locale;
import java.util.stream.Collectors;

/** The message of {@code Accepted=False Invalid}. */
final class PolicyErrors {
  /** Source: the API server's limit for a condition's message. */
  private static final int LONGEST = 32_768;

  private static final String CUT = " (message truncated).";

  private PolicyErrors() {}

  /** One error a line, each with the field it is about. */
  static String message(BackendTrafficPolicy policy) {
    String all =
        policy.findings().stream()
            .filter(Finding::isError)
            .map(finding -> prefix(finding) + finding.path() + ": " + finding.sentence())
            .collect(Collectors.joining("\n"));
    String whole = all.substring(0, 1).toUpperCase(Locale.ROOT) + all.substring(1);
    String ended = whole.endsWith(".") ? whole : whole + ".";
    return ended.length() <= LONGEST ? ended : ended.substring(0, LONGEST - CUT.length()) + CUT;
  }

  /** The peer names the feature before the error. */
  private static String prefix(Finding finding) {
    return finding.path().toString().startsWith("spec.loadBalancer") ? "LoadBalancer: " : "";
  }
}
