package dev.ballast.schema;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import java.util.Map;

/** Our words for texts that fail a pattern. The patterns are facts of the APIs. */
final class PatternWording {
  private static final String DURATION = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";
  private static final String HEADER_NAME = "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$";
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String DNS_NAME = "^" + LABEL + "(\\." + LABEL + ")*$";
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private record Words(String code, String isNot, String hint) {}

  private static final Words QUANTITY_WORDS =
      new Words(
          "quantity-format",
          "is no amount of bytes",
          "write a whole number above zero, with or without one of k M G T P E Ki Mi Gi Ti Pi Ei,"
              + " such as `512Ki`");

  private static final Map<String, Words> KNOWN =
      Map.of(
          HEADER_NAME,
          new Words(
              "header-name",
              "is no header name",
              "use letters, digits and !#$%&'*+-.^_`|~, without blanks or colons"),
          DNS_NAME,
          new Words(
              "dns-name",
              "is no DNS name",
              "use lower-case letters, digits, `-` and `.`; begin and end with a letter or digit"),
          "^$|" + DNS_NAME,
          new Words(
              "group-name",
              "is no API group",
              "use a DNS name such as `gateway.networking.k8s.io`, or leave it empty for the core"
                  + " group"),
          "^" + LABEL + "$",
          new Words(
              "dns-label",
              "is no DNS label",
              "use lower-case letters, digits and `-`; begin and end with a letter or digit"),
          "^(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*$",
          new Words(
              "hostname",
              "is no hostname",
              "write it as `www.example.com`, or `*.example.com` for all names below it"),
          "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$",
          new Words(
              "kind-name",
              "is no kind",
              "use letters, digits and `-`, beginning with a letter, such as `HTTPRoute`"),
          QUANTITY,
          QUANTITY_WORDS,
          "^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$",
          QUANTITY_WORDS);

  private PatternWording() {}

  static boolean wantsDuration(Schema schema) {
    return schema.text().pattern().filter(DURATION::equals).isPresent();
  }

  static Finding finding(FieldPath path, String value, String pattern) {
    String quoted = Wording.quoted(value);
    if (pattern.equals(DURATION)) {
      return duration(path, value, quoted);
    }
    Words words = KNOWN.get(pattern);
    return words == null
        ? Finding.error(
            "pattern", path, quoted + " does not match the pattern `" + pattern + "`", "")
        : Finding.error(words.code(), path, quoted + " " + words.isNot(), words.hint());
  }

  private static Finding duration(FieldPath path, String value, String quoted) {
    if (value.matches("[0-9]+")) {
      return Finding.error(
          "duration-unit",
          path,
          quoted + " has no unit",
          "write \"" + value + "ms\" or \"" + value + "s\"");
    }
    if (value.matches("[0-9]+d")) {
      return Finding.error(
          "duration-unit",
          path,
          quoted + " uses days; the largest unit is `h`",
          "write it in hours, such as \"24h\" for one day");
    }
    return Finding.error(
        "duration-format",
        path,
        quoted + " is no duration",
        "write up to four parts, each a whole number of one to five digits with a unit of h, m, s"
            + " or ms, such as \"1m30s\"");
  }
}
