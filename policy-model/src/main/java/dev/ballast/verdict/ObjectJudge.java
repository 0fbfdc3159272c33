package dev.ballast.verdict;

import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.policy.BackendTrafficPolicySpec;
import dev.ballast.policy.TrafficPolicyReader;
import dev.ballast.policy.WireReader;
import dev.ballast.schema.KindSchema;
import dev.ballast.schema.Schemas;
import dev.ballast.schema.Verdict;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges one object, knowing nothing of the others. A kind without a schema here (a Service, an
 * EndpointSlice, somebody else's resource) is taken as it is.
 */
public final class ObjectJudge {
  private static final String POLICY_KIND = "BackendTrafficPolicy";

  private ObjectJudge() {}

  /**
   * @param root any Kubernetes object
   */
  public static Judged judge(ObjectNode root) {
    Envelope envelope = Envelope.of(root);
    List<Finding> findings = new ArrayList<>(envelope.findings());
    Optional<KindSchema> schema = Schemas.bundled().find(envelope.apiVersion(), envelope.kind());
    if (schema.isEmpty()) {
      return new Judged(root, Findings.inFieldOrder(Findings.locate(findings, root), root));
    }
    Verdict verdict = schema.get().judge(root);
    findings.addAll(verdict.findings());
    if (envelope.kind().equals(POLICY_KIND) && verdict.accepts()) {
      findings.addAll(ofThePolicy(verdict.defaulted()));
    }
    return new Judged(
        verdict.defaulted(), Findings.inFieldOrder(Findings.locate(findings, root), root));
  }

  private static List<Finding> ofThePolicy(Node defaulted) {
    return spec(defaulted)
        .map(spec -> WireReader.read(spec, BackendTrafficPolicySpec.class))
        .map(spec -> TrafficPolicyReader.read(spec).findings())
        .orElse(List.of());
  }

  private static Optional<Node> spec(Node root) {
    return root instanceof ObjectNode object ? object.get("spec") : Optional.empty();
  }
}
