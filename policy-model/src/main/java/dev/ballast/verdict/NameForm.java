package dev.ballast.verdict;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms that names take in Kubernetes, with the API server's messages (1.37). */
enum NameForm {
  /** Names of objects. */
  SUBDOMAIN(
      253,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
          + " regex used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "use lower-case letters, digits, `-` and `.`; begin and end with a letter or digit"),
  /** Names of namespaces. */
  LABEL(
      63,
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      "use lower-case letters, digits and `-`; begin and end with a letter or digit");

  private static final Pattern KEY_NAME =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final int KEY_NAME_LENGTH = 63;

  private final int length;
  private final Pattern pattern;
  private final String api;
  private final String hint;

  NameForm(int length, String pattern, String api, String hint) {
    this.length = length;
    this.pattern = Pattern.compile(pattern);
    this.api = api;
    this.hint = hint;
  }

  Optional<Finding> complaint(FieldPath path, String value) {
    if (value.length() > length) {
      return Optional.of(
          Finding.error(
                  "bad-name",
                  path,
                  "the name has " + value.length() + " characters",
                  "use " + length + " or fewer")
              .withApiMessage(
                  path
                      + ": Invalid value: \""
                      + value
                      + "\": must be no more than "
                      + length
                      + " characters"));
    }
    return pattern.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(
            Finding.error("bad-name", path, "\"" + value + "\" is no valid name", hint)
                .withApiMessage(path + ": Invalid value: \"" + value + "\": " + api));
  }

  /** The key of a label or annotation: an optional DNS name with a slash, and a name. */
  static Optional<Finding> qualifiedKey(FieldPath parent, FieldPath path, String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean hasGoodPrefix =
        slash < 0
            || (slash <= SUBDOMAIN.length
                && SUBDOMAIN.pattern.matcher(key.substring(0, slash)).matches());
    boolean hasGoodName = name.length() <= KEY_NAME_LENGTH && KEY_NAME.matcher(name).matches();
    if (hasGoodPrefix && hasGoodName) {
      return Optional.empty();
    }
    Finding finding =
        Finding.error(
            "bad-key",
            path,
            "\"" + key + "\" is no key of a label or annotation",
            "use up to 63 letters, digits, `-`, `_` and `.`, beginning and ending with a letter or"
                + " digit; a DNS name and `/` may stand before it");
    boolean isOnlyForm = slash < 0 && !name.isEmpty() && name.length() <= KEY_NAME_LENGTH;
    return Optional.of(
        isOnlyForm
            ? finding.withApiMessage(
                parent
                    + ": Invalid value: \""
                    + key
                    + "\": name part must consist of alphanumeric"
                    + " characters, '-', '_' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                    + " validation is '"
                    + KEY_NAME.pattern()
                    + "')")
            : finding);
  }

  static Optional<Finding> labelValue(FieldPath parent, FieldPath path, String value) {
    if (value.isEmpty()
        || (value.length() <= KEY_NAME_LENGTH && KEY_NAME.matcher(value).matches())) {
      return Optional.empty();
    }
    Finding finding =
        Finding.error(
            "bad-label",
            path,
            "\"" + value + "\" is no value of a label",
            "use up to 63 letters, digits, `-`, `_` and `.`, beginning and ending with a letter or"
                + " digit");
    return Optional.of(
        value.length() > KEY_NAME_LENGTH
            ? finding
            : finding.withApiMessage(
                parent
                    + ": Invalid value: \""
                    + value
                    + "\": a valid label must be an empty string"
                    + " or consist of alphanumeric characters, '-', '_' or '.', and must start and"
                    + " end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
                    + " '12345', regex used for validation is '("
                    + KEY_NAME.pattern()
                    + ")?')"));
  }
}
