package dev.ballast.verdict;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.schema.Schemas;
import dev.ballast.source.Node;
import dev.ballast.source.Node.NullNode;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code apiVersion} and {@code kind}: there, and not mistyped where we know better. */
final class TypeCheck {
  private TypeCheck() {}

  static List<Finding> check(ObjectNode root) {
    var findings = new ArrayList<Finding>();
    present(root, "apiVersion").ifPresent(findings::add);
    present(root, "kind").ifPresent(findings::add);
    if (findings.isEmpty()) {
      String apiVersion = ObjectJudge.text(root, "apiVersion").orElseThrow();
      String kind = ObjectJudge.text(root, "kind").orElseThrow();
      known(apiVersion, kind).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> present(ObjectNode root, String field) {
    FieldPath path = FieldPath.of(field);
    Node node = root.get(field).orElse(new NullNode(root.span()));
    return switch (node) {
      case TextNode(var text, var span) when !text.isEmpty() -> Optional.empty();
      case TextNode ignored -> Optional.of(missing(path, field));
      case NullNode ignored -> Optional.of(missing(path, field));
      default ->
          Optional.of(Finding.error("wrong-type", path, "`" + field + "` has to be text", ""));
    };
  }

  private static Finding missing(FieldPath path, String field) {
    return Finding.error(
        "missing-field", path, "`" + field + "` is missing", "add `" + field + "`");
  }

  /** Warns of a kind or a version of our groups that is nearly, but not quite, one we know. */
  private static Optional<Finding> known(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    List<Schemas.Kind> ours =
        Schemas.bundled().kinds().stream().filter(k -> k.group().equals(group)).toList();
    Optional<Schemas.Kind> same = ours.stream().filter(k -> k.kind().equals(kind)).findFirst();
    if (same.isPresent()) {
      return same.get().versions().contains(version)
          ? Optional.empty()
          : Optional.of(unserved(kind, version, same.get()));
    }
    return Schemas.nearest(kind, ours).map(near -> mistyped(kind, near));
  }

  private static Finding unserved(String kind, String version, Schemas.Kind known) {
    return Finding.warning(
        "unknown-version",
        FieldPath.of("apiVersion"),
        "there is no version \"" + version + "\" of " + kind + " here, so it is left aside",
        "use " + known.group() + "/" + known.versions().getFirst());
  }

  private static Finding mistyped(String kind, Schemas.Kind near) {
    return Finding.warning(
        "unknown-kind",
        FieldPath.of("kind"),
        "\"" + kind + "\" is no kind of " + near.group() + ", so it is left aside",
        "did you mean \"" + near.kind() + "\"?");
  }
}
