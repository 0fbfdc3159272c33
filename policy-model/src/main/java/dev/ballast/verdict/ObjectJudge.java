package dev.ballast.verdict;

import dev.ballast.finding.FieldPath;
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
import dev.ballast.source.Node.TextNode;
import dev.ballast.verdict.Judged.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges one object, whatever it is: its envelope, then its schema, then, for a policy that its
 * schema accepts, what only a reader can say. Kinds without a schema here (Service, Namespace,
 * EndpointSlice, and all that is none of our business) are taken as they are.
 */
public final class ObjectJudge {
  private static final String POLICY = "BackendTrafficPolicy";

  private ObjectJudge() {}

  public static Judged judge(Node root) {
    return root instanceof ObjectNode object
        ? judge(object)
        : new Judged(
            Optional.empty(),
            root,
            List.of(
                Finding.error(
                    "not-an-object",
                    FieldPath.ROOT,
                    "this is no Kubernetes object: it has no fields",
                    "an object starts with `apiVersion:` and `kind:`")));
  }

  private static Judged judge(ObjectNode root) {
    Optional<Subject> subject = subjectOf(root);
    var findings = new ArrayList<>(TypeCheck.check(root));
    Optional<KindSchema> schema = schemaOf(root);
    findings.addAll(MetadataCheck.check(root, schema));
    Optional<Verdict> verdict = schema.map(known -> known.judge(root));
    verdict.ifPresent(told -> findings.addAll(told.findings()));
    if (verdict.isPresent() && verdict.get().accepts() && isPolicy(schema)) {
      findings.addAll(readersFindings(verdict.get().defaulted()));
    }
    return new Judged(
        subject,
        verdict.map(Verdict::defaulted).orElse(root),
        Findings.inFieldOrder(Findings.locate(findings, root), root).stream()
            .map(finding -> subject.map(who -> finding.about(who.toString())).orElse(finding))
            .toList());
  }

  private static boolean isPolicy(Optional<KindSchema> schema) {
    return schema.filter(known -> known.kind().equals(POLICY)).isPresent();
  }

  private static List<Finding> readersFindings(Node policy) {
    Node spec = ((ObjectNode) policy).get("spec").orElseThrow();
    return TrafficPolicyReader.read(WireReader.read(spec, BackendTrafficPolicySpec.class))
        .findings();
  }

  private static Optional<KindSchema> schemaOf(ObjectNode root) {
    Optional<String> apiVersion = text(root, "apiVersion");
    Optional<String> kind = text(root, "kind");
    return apiVersion.flatMap(v -> kind.flatMap(k -> Schemas.bundled().find(v, k)));
  }

  private static Optional<Subject> subjectOf(ObjectNode root) {
    Optional<ObjectNode> metadata =
        root.get("metadata").filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    Optional<String> name =
        metadata.flatMap(m -> text(m, "name").or(() -> text(m, "generateName")));
    Optional<String> apiVersion = text(root, "apiVersion");
    Optional<String> kind = text(root, "kind");
    if (name.isEmpty() || apiVersion.isEmpty() || kind.isEmpty()) {
      return Optional.empty();
    }
    String namespace = metadata.flatMap(m -> text(m, "namespace")).orElse("");
    return Optional.of(new Subject(apiVersion.get(), kind.get(), namespace, name.get()));
  }

  /** A member that is text and not empty. */
  static Optional<String> text(ObjectNode object, String name) {
    return object
        .get(name)
        .map(node -> node instanceof TextNode text ? text.value() : "")
        .filter(value -> !value.isEmpty());
  }
}
