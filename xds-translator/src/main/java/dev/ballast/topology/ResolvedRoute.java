package dev.ballast.topology;

import dev.ballast.finding.Finding;
import dev.ballast.world.Route;
import java.util.List;

/** A route with what its references lead to. */
public record ResolvedRoute(
    Route route, List<Attachment> attachments, List<ResolvedRule> rules, List<Finding> findings) {
  public ResolvedRoute {
    attachments = List.copyOf(attachments);
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
  }
}
