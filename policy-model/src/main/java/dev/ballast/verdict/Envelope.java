package dev.ballast.verdict;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.finding.Nearest;
import dev.ballast.schema.Schemas;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every object has before its kind matters.
 *
 * @param apiVersion as written; empty when it is missing
 * @param kind as written; empty when it is missing
 */
record Envelope(String apiVersion, String kind, List<Finding> findings) {
  /** Linear: no part of it can match the same text in two ways. */
  private static final Pattern SUBDOMAIN =
      Pattern.compile(
          "[a-z0-9]([-a-z0-9]*+(?<=[a-z0-9]))?(\\.[a-z0-9]([-a-z0-9]*+(?<=[a-z0-9]))?)*+");

  private static final int LONGEST_NAME = 253;
  private static final FieldPath NAME = FieldPath.of("metadata", "name");

  static Envelope of(ObjectNode root) {
    var findings = new ArrayList<Finding>();
    String apiVersion = text(root, "apiVersion").orElse("");
    String kind = text(root, "kind").orElse("");
    misspelt(apiVersion, kind).ifPresent(findings::add);
    name(root).ifPresent(findings::add);
    return new Envelope(apiVersion, kind, findings);
  }

  private static Optional<Finding> misspelt(String apiVersion, String kind) {
    String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    var ofTheGroup =
        Schemas.bundled().kinds().stream().filter(known -> known.group().equals(group)).toList();
    if (ofTheGroup.isEmpty()) {
      return Optional.empty();
    }
    var named = ofTheGroup.stream().filter(known -> known.kind().equals(kind)).findFirst();
    if (named.isPresent()) {
      return Schemas.bundled().find(apiVersion, kind).isPresent()
          ? Optional.empty()
          : Optional.of(
              Finding.warning(
                      "api-version-unknown",
                      FieldPath.of("apiVersion"),
                      "`"
                          + kind
                          + "` has no version `"
                          + apiVersion.substring(group.length() + 1)
                          + "`",
                      "it is served as " + String.join(", ", named.get().versions()))
                  .withValue("\"" + apiVersion + "\""));
    }
    var names = ofTheGroup.stream().map(Schemas.Kind::kind).toList();
    return Nearest.of(kind, names)
        .map(
            near ->
                Finding.warning(
                        "kind-unknown",
                        FieldPath.of("kind"),
                        "`" + group + "` has no kind `" + kind + "`",
                        "did you mean `" + near + "`?")
                    .withValue("\"" + kind + "\""));
  }

  private static Optional<Finding> name(ObjectNode root) {
    Optional<String> name =
        root.get("metadata")
            .filter(ObjectNode.class::isInstance)
            .flatMap(metadata -> text((ObjectNode) metadata, "name"));
    if (name.isEmpty()) {
      return Optional.of(
          Finding.error(
                  "name-missing", NAME, "the object has no name", "give it one in `metadata.name`")
              .withApiMessage("metadata.name: Required value: name or generateName is required"));
    }
    String written = name.get();
    if (written.length() > LONGEST_NAME) {
      return Optional.of(
          Finding.error(
                  "name-invalid",
                  NAME,
                  "the name has " + written.length() + " characters",
                  "a name has at most " + LONGEST_NAME)
              .withValue("\"" + written + "\"")
              .withApiMessage(
                  "metadata.name: Invalid value: \""
                      + written
                      + "\": must be no more than 253 characters"));
    }
    return SUBDOMAIN.matcher(written).matches()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                    "name-invalid",
                    NAME,
                    "a name is made of lower-case letters, digits, `-` and `.`, and starts and ends"
                        + " with a letter or digit",
                    "write it like `example.com` or `my-policy`")
                .withValue("\"" + written + "\"")
                .withApiMessage(
                    "metadata.name: Invalid value: \""
                        + written
                        + "\": a lowercase RFC 1123 subdomain must consist of lower case"
                        + " alphanumeric characters, '-' or '.', and must start and end with an"
                        + " alphanumeric character (e.g. 'example.com', regex used for validation"
                        + " is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"));
  }

  private static Optional<String> text(ObjectNode object, String name) {
    return object
        .get(name)
        .flatMap(
            (Node value) ->
                value instanceof TextNode text ? Optional.of(text.value()) : Optional.empty());
  }
}
