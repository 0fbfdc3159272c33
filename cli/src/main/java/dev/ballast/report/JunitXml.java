package dev.ballast.report;

import dev.ballast.finding.Finding;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** JUnit's XML as test dashboards read it. A file is a test case; its warnings are its output. */
final class JunitXml {
  private JunitXml() {}

  static String text(Report report) {
    var byFile = new LinkedHashMap<String, List<Finding>>();
    var files = new LinkedHashSet<>(report.files());
    report.findings().forEach(finding -> files.add(fileOf(finding)));
    for (String file : files) {
      byFile.put(
          file,
          report.findings().stream().filter(finding -> fileOf(finding).equals(file)).toList());
    }
    long failures =
        byFile.values().stream().filter(found -> found.stream().anyMatch(Finding::isError)).count();
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        "<testsuites>\n<testsuite name=\"ballast validate\" tests=\"%d\" failures=\"%d\" errors=\"0\">\n"
            .formatted(byFile.size(), failures));
    byFile.forEach((file, findings) -> testCase(file, findings, xml));
    return xml.append("</testsuite>\n</testsuites>\n").toString();
  }

  private static String fileOf(Finding finding) {
    return finding.file().orElse("(no file)");
  }

  private static void testCase(String file, List<Finding> findings, StringBuilder xml) {
    List<Finding> errors = findings.stream().filter(Finding::isError).toList();
    List<Finding> warnings = findings.stream().filter(finding -> !finding.isError()).toList();
    xml.append("<testcase classname=\"ballast\" name=\"").append(escaped(file)).append("\">\n");
    if (!errors.isEmpty()) {
      xml.append(
              "<failure type=\"%s\" message=\"%s\">"
                  .formatted(
                      escaped(errors.getFirst().code()),
                      escaped(Sentences.whole(errors.getFirst()))))
          .append(escaped(lines(errors)))
          .append("</failure>\n");
    }
    if (!warnings.isEmpty()) {
      xml.append("<system-out>").append(escaped(lines(warnings))).append("</system-out>\n");
    }
    xml.append("</testcase>\n");
  }

  private static String lines(List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                "%s:%d:%d: %s [%s]"
                    .formatted(
                        fileOf(finding),
                        finding.span().line(),
                        finding.span().column(),
                        Sentences.whole(finding),
                        finding.code()))
        .collect(Collectors.joining("\n"));
  }

  /** Also drops the control characters that XML 1.0 cannot carry at all. */
  private static String escaped(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> {
                  if (c >= ' ' && c != 0xFFFE && c != 0xFFFF) {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.toString();
  }
}
