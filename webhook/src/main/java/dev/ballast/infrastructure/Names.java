package dev.ballast.infrastructure;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;

/** Names that Kubernetes takes, made from longer or freer ones. */
final class Names {
  private static final int LIMIT = 63;
  private static final int HASH = 8;

  private Names() {}

  /** A name that a Service may have: a DNS label that begins with a letter. */
  static String service(String wanted) {
    String plain = wanted.replace('.', '-');
    String lettered = Character.isLetter(plain.charAt(0)) ? plain : "gw-" + plain;
    return plain.equals(wanted) ? limited(lettered, wanted) : hashed(lettered, wanted);
  }

  /** As it is when it fits. */
  static String label(String wanted) {
    return limited(wanted, wanted);
  }

  private static String limited(String text, String of) {
    return text.length() <= LIMIT ? text : hashed(text, of);
  }

  /** Two names that are cut to the same still differ. */
  private static String hashed(String text, String of) {
    String start = text.substring(0, Math.min(text.length(), LIMIT - HASH - 1));
    return start + "-" + hash(of).substring(0, HASH);
  }

  static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}
