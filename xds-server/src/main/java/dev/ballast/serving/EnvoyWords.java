package dev.ballast.serving;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Envoy says when it refuses a response. */
final class EnvoyWords {
  /**
   * Marks where Envoy appends the text dump of a message, which is of no use to a reader and not
   * stable.
   */
  private static final Pattern DUMP =
      Pattern.compile("\\s*:?\\s*goo\\.gle/debug(?:proto|only|str)\\S*.*", Pattern.DOTALL);

  private static final int LONGEST = 2_000;

  private EnvoyWords() {}

  static String plain(String words) {
    var plain = DUMP.matcher(words).replaceFirst("").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }

  /** The names among the candidates that the words are about; empty when it does not say. */
  static Set<String> named(String words, Collection<String> candidates) {
    var named = new HashSet<String>();
    for (String name : candidates) {
      if (words.contains(name) && headOf(name).matcher(words).find()) {
        named.add(name);
      }
    }
    return named;
  }

  /** The part of the words that is about one of several resources. */
  static String about(String words, String name) {
    Matcher head = headOf(name).matcher(words);
    if (!head.find()) {
      return words;
    }
    int end = words.indexOf('\n', head.end());
    return words.substring(head.end(), end < 0 ? words.length() : end).strip();
  }

  /** "Error adding/updating cluster(s) a: why, b: why" and the like. */
  private static Pattern headOf(String name) {
    return Pattern.compile("(?:^|[\\s,'\"])" + Pattern.quote(name) + "['\"]?: ");
  }
}
