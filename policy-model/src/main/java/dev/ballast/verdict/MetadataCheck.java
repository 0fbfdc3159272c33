package dev.ballast.verdict;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.schema.KindSchema;
import dev.ballast.source.Node;
import dev.ballast.source.Node.Member;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata of an object. Names are checked for kinds with a schema, where their form is known;
 * labels and annotations for all.
 */
final class MetadataCheck {
  private static final FieldPath METADATA = FieldPath.of("metadata");

  private static final Set<String> FIELDS =
      Set.of(
          "annotations",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "finalizers",
          "generateName",
          "generation",
          "labels",
          "managedFields",
          "name",
          "namespace",
          "ownerReferences",
          "resourceVersion",
          "selfLink",
          "uid");

  private final List<Finding> findings = new ArrayList<>();

  private MetadataCheck() {}

  static List<Finding> check(ObjectNode root, Optional<KindSchema> schema) {
    var check = new MetadataCheck();
    Node metadata = root.get("metadata").orElse(new NullNode(root.span()));
    switch (metadata) {
      case ObjectNode object -> check.all(object, schema);
      case NullNode ignored -> check.missingName();
      default -> check.wrongType(METADATA, "an object");
    }
    return List.copyOf(check.findings);
  }

  private void all(ObjectNode metadata, Optional<KindSchema> schema) {
    metadata.members().stream()
        .filter(member -> !FIELDS.contains(member.name()))
        .forEach(this::unknown);
    name(metadata, schema);
    if (schema.isPresent()) {
      text(metadata, "namespace").ifPresent(value -> namespace(value, schema.get()));
    }
    pairs(metadata, "labels", true);
    pairs(metadata, "annotations", false);
  }

  private void unknown(Member member) {
    FieldPath path = METADATA.child(member.name());
    findings.add(
        Finding.error(
                "unknown-field",
                path,
                "there is no field `" + member.name() + "` here",
                "remove it")
            .withApiMessage("strict decoding error: unknown field \"" + path + "\""));
  }

  private void name(ObjectNode metadata, Optional<KindSchema> schema) {
    Optional<String> name = text(metadata, "name");
    if (name.isPresent()) {
      if (schema.isPresent()) {
        NameForm.SUBDOMAIN.complaint(METADATA.child("name"), name.get()).ifPresent(findings::add);
      }
    } else if (isNothing(metadata, "name")
        && ObjectJudge.text(metadata, "generateName").isEmpty()) {
      missingName();
    }
  }

  private void namespace(String value, KindSchema schema) {
    FieldPath path = METADATA.child("namespace");
    if (schema.isNamespaced()) {
      NameForm.LABEL.complaint(path, value).ifPresent(findings::add);
    } else {
      findings.add(
          Finding.warning(
              "namespace-ignored",
              path,
              "a " + schema.kind() + " lives in no namespace",
              "remove `namespace`"));
    }
  }

  private void missingName() {
    FieldPath path = METADATA.child("name");
    findings.add(
        Finding.error("missing-field", path, "the object has no name", "add `metadata.name`")
            .withApiMessage(path + ": Required value: name or generateName is required"));
  }

  private void pairs(ObjectNode metadata, String field, boolean areLabels) {
    FieldPath path = METADATA.child(field);
    switch (metadata.get(field).orElse(new NullNode(metadata.span()))) {
      case NullNode ignored -> {}
      case ObjectNode pairs -> pairs.members().forEach(pair -> pair(pair, path, areLabels));
      default -> wrongType(path, "an object");
    }
  }

  private void pair(Member pair, FieldPath path, boolean isLabel) {
    FieldPath at = path.key(pair.name());
    NameForm.qualifiedKey(path, at, pair.name()).ifPresent(findings::add);
    switch (pair.value()) {
      case TextNode(var value, var span) when isLabel ->
          NameForm.labelValue(path, at, value).ifPresent(findings::add);
      case TextNode ignored -> {}
      // The API server reads null as an empty text here.
      case NullNode ignored -> {}
      default -> wrongType(at, "text");
    }
  }

  private Optional<String> text(ObjectNode metadata, String field) {
    Node node = metadata.get(field).orElse(new NullNode(metadata.span()));
    if (!(node instanceof TextNode) && !(node instanceof NullNode)) {
      wrongType(METADATA.child(field), "text");
    }
    return ObjectJudge.text(metadata, field);
  }

  private static boolean isNothing(ObjectNode metadata, String field) {
    return metadata
        .get(field)
        .map(node -> node instanceof TextNode || node instanceof NullNode)
        .orElse(true);
  }

  private void wrongType(FieldPath path, String expected) {
    String hint = expected.equals("text") ? "put it in quotes" : "";
    findings.add(Finding.error("wrong-type", path, "this has to be " + expected, hint));
  }
}
