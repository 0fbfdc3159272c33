package dev.ballast.report;

import dev.ballast.finding.Finding;

/** Workflow commands of GitHub Actions: {@code ::error file=…,line=…,col=…,title=…::message}. */
final class GithubCommands {
  private GithubCommands() {}

  static String line(Finding finding) {
    var properties = new StringBuilder();
    finding.file().ifPresent(file -> properties.append("file=").append(property(file)).append(','));
    if (finding.span().isKnown()) {
      properties.append(
          "line=%d,col=%d,".formatted(finding.span().line(), finding.span().column()));
      if (finding.span().endLine() == finding.span().line()) {
        properties.append("endColumn=%d,".formatted(finding.span().endColumn()));
      }
    }
    properties.append("title=").append(property(finding.code()));
    return "::%s %s::%s%n"
        .formatted(
            finding.isError() ? "error" : "warning",
            properties,
            message(finding.object().map(o -> o + ": ").orElse("") + Sentences.whole(finding)));
  }

  private static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
