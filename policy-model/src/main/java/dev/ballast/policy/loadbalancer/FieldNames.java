package dev.ballast.policy.loadbalancer;

import java.util.Set;

/** Names that a request can carry. */
final class FieldNames {
  /** Parts of the request line that Envoy keeps among the headers. */
  private static final Set<String> PSEUDO_HEADERS =
      Set.of(":authority", ":method", ":path", ":scheme");

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  private FieldNames() {}

  /** A header's name, or the name of one of the pseudo headers of HTTP/2. */
  static boolean isHeader(String name) {
    return isToken(name) || PSEUDO_HEADERS.contains(name);
  }

  /** RFC 9110, 5.6.2; RFC 6265 takes it for cookie names. */
  static boolean isToken(String name) {
    return !name.isEmpty() && name.chars().allMatch(FieldNames::isTokenCharacter);
  }

  /** What makes a name no token, for a sentence about it. */
  static String offence(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    int offender = name.codePoints().filter(c -> !isTokenCharacter(c)).findFirst().orElseThrow();
    return "contains " + described(offender);
  }

  static boolean hasControlCharacter(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static String described(int character) {
    if (character == ' ') {
      return "a space";
    }
    return Character.isISOControl(character)
        ? String.format("the control character U+%04X", character)
        : "`" + Character.toString(character) + "`";
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || TOKEN_PUNCTUATION.indexOf(c) >= 0;
  }
}
