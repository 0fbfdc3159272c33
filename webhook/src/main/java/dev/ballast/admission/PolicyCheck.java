package dev.ballast.admission;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.verdict.Judged;
import dev.ballast.verdict.ObjectJudge;
import java.util.ArrayList;
import java.util.List;

/**
 * The judge's verdict on a policy that comes from an API server.
 *
 * <p>An unknown field is an error in a file, where it is a slip of the pen. Here the API server has
 * asked its own CRD before: it has answered a strict client itself, and dropped the field for any
 * other. A field that arrives all the same belongs to a newer CRD than ours, so it is no reason to
 * refuse.
 *
 * @param policy as the API server would store it
 * @param findings in the order of fields
 */
record PolicyCheck(ObjectNode policy, List<Finding> findings) {
  private static final String UNKNOWN_FIELD = "unknown-field";

  PolicyCheck {
    findings = List.copyOf(findings);
  }

  static PolicyCheck of(ObjectNode policy) {
    Judged judged = ObjectJudge.judge(policy);
    var unknown = judged.findings().stream().filter(PolicyCheck::isUnknownField).toList();
    if (unknown.isEmpty()) {
      return new PolicyCheck((ObjectNode) judged.defaulted(), judged.findings());
    }
    // Unknown fields keep the judge from reading the rest, so it gets a second look without them.
    Judged known = ObjectJudge.judge(judged.defaulted());
    var all = new ArrayList<>(known.findings());
    all.removeIf(PolicyCheck::isUnknownField);
    unknown.forEach(finding -> all.add(newer(finding)));
    return new PolicyCheck((ObjectNode) known.defaulted(), Findings.inFieldOrder(all, policy));
  }

  List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }

  List<Finding> warnings() {
    return findings.stream().filter(finding -> !finding.isError()).toList();
  }

  private static boolean isUnknownField(Finding finding) {
    return finding.code().equals(UNKNOWN_FIELD);
  }

  private static Finding newer(Finding unknown) {
    var step = unknown.path().steps().getLast();
    String name =
        step instanceof FieldPath.Step.Field(var field) ? field : unknown.path().toString();
    return Finding.warning(
        UNKNOWN_FIELD,
        unknown.path(),
        "`" + name + "` is not known to this version of Ballast, and has no effect",
        "");
  }
}
