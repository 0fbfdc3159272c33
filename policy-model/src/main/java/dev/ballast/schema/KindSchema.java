package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Findings;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schema of one kind in one version, as the API server would apply it to a new object. */
public final class KindSchema {
  /** What the API server adds when errors kept it from running rules. */
  private static final String RULES_NOT_RUN =
      "<nil>: Invalid value: null: some validation rules were not checked because the object was"
          + " invalid; correct the existing errors to complete validation";

  private final String kind;
  private final boolean isNamespaced;
  private final boolean hasStatusSubresource;
  private final Schema schema;

  KindSchema(String kind, boolean isNamespaced, boolean hasStatusSubresource, Schema schema) {
    this.kind = kind;
    this.isNamespaced = isNamespaced;
    this.hasStatusSubresource = hasStatusSubresource;
    this.schema = schema;
  }

  public String kind() {
    return kind;
  }

  /** Whether objects of the kind live in a namespace. */
  public boolean isNamespaced() {
    return isNamespaced;
  }

  Schema schema() {
    return schema;
  }

  /**
   * Judges an object as if it were about to be created: unknown fields, nulls, defaults, structure,
   * lists, rules. Rules do not run when the structure is broken in a way that could confuse them.
   * Of the status only unknown fields are looked at, for the API server drops it on creation.
   * Metadata is left alone; it has no schema.
   *
   * @param root an object of this kind
   */
  public Verdict judge(ObjectNode root) {
    var pruning = new Pruning();
    ObjectNode known = pruning.withoutUnknown(root, schema);
    Node defaulted = Defaults.fill(Pruning.withoutNulls(known, Optional.of(schema)), schema);

    var complaints = new ArrayList<>(pruning.complaints());
    complaints.addAll(afterStrictness(withoutStatus((ObjectNode) defaulted)));
    List<Finding> findings = worthHearing(complaints);
    return new Verdict(
        defaulted,
        Findings.inFieldOrder(Findings.locate(findings, root), root),
        complaints.stream().map(Complaint::apiMessage).toList());
  }

  /**
   * What the user needs to hear: two patterns that say the same of one value are one finding, and a
   * rule that trips over a wrong value adds nothing to what is said of the value.
   */
  private static List<Finding> worthHearing(List<Complaint> complaints) {
    record Said(FieldPath path, String code, String sentence) {}
    Map<Said, Finding> findings = new LinkedHashMap<>();
    for (Complaint complaint : complaints) {
      for (Finding f : complaint.finding().stream().toList()) {
        boolean isExplained =
            f.code().equals(RuleCheck.NOT_EVALUATED)
                && findings.keySet().stream().anyMatch(said -> isAtOrBelow(f.path(), said.path()));
        if (!isExplained) {
          findings.putIfAbsent(new Said(f.path(), f.code(), f.sentence()), f);
        }
      }
    }
    return List.copyOf(findings.values());
  }

  private static boolean isAtOrBelow(FieldPath above, FieldPath path) {
    int depth = above.steps().size();
    return path.steps().size() >= depth && path.steps().subList(0, depth).equals(above.steps());
  }

  private List<Complaint> afterStrictness(Node object) {
    var complaints =
        new ArrayList<>(StructureCheck.check(object, schema, FieldPath.ROOT).complaints());
    complaints.addAll(ListCheck.check(object, schema));
    if (!schema.hasRules()) {
      return complaints;
    }
    if (complaints.stream().anyMatch(Complaint::blocksRules)) {
      complaints.add(Complaint.echo(RULES_NOT_RUN));
    } else {
      complaints.addAll(RuleCheck.check(object, schema));
    }
    return complaints;
  }

  private Node withoutStatus(ObjectNode object) {
    return hasStatusSubresource
        ? new ObjectNode(
            object.members().stream().filter(m -> !m.name().equals("status")).toList(),
            object.span())
        : object;
  }
}
