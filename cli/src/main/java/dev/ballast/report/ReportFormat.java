package dev.ballast.report;

import dev.ballast.finding.FindingJson;
import dev.ballast.finding.FindingText;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Nodes;
import java.util.Locale;
import java.util.stream.Collectors;

/** How findings are printed. */
public enum ReportFormat {
  /** The place drawn, for people. */
  TEXT {
    @Override
    public String print(Report report, boolean colours) {
      return report.placed().stream()
          .map(placed -> FindingText.block(placed.finding(), placed.text(), colours).strip() + "\n")
          .collect(Collectors.joining("\n"));
    }
  },

  /** Our own, stable: {@code {"findings":[…]}}. */
  JSON {
    @Override
    public String print(Report report, boolean colours) {
      var findings = report.findings().stream().map(FindingJson::toNode).toList();
      var root = Nodes.object().with("findings", Nodes.array(findings)).build();
      return JsonWriter.pretty(root) + "\n";
    }
  },

  /** SARIF 2.1.0, as code hosts and editors read it. */
  SARIF {
    @Override
    public String print(Report report, boolean colours) {
      return JsonWriter.pretty(Sarif.log(report.findings())) + "\n";
    }
  },

  /** Workflow commands: GitHub draws them at the lines of a pull request. */
  GITHUB {
    @Override
    public String print(Report report, boolean colours) {
      return report.findings().stream().map(GithubCommands::line).collect(Collectors.joining());
    }
  },

  /** JUnit XML: a test case for each file, failed when it has errors. */
  JUNIT {
    @Override
    public String print(Report report, boolean colours) {
      return JunitXml.text(report);
    }
  };

  public abstract String print(Report report, boolean colours);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
