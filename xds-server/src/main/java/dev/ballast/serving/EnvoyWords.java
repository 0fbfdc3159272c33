package dev.ballast.serving;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Envoy says when it refuses a response. It names clusters and listeners that it cannot
 * apply; what breaks a constraint it prints as text instead, behind a mark that tells readers not
 * to rely on it. All of it helps to find the name, none of the print is of use to a person.
 */
final class EnvoyWords {
  private static final Pattern DUMP =
      Pattern.compile(
          "goo\\.gle/debug\\w*[ \\t]*\\n"
              + "?(?:^(?:[ \\t]+\\S.*|\\}.*|\\[?[a-z][\\w./]*\\]?(?::| \\{).*)\\n"
              + "?)*",
          Pattern.MULTILINE);

  private static final Pattern EMPTY_PARTS =
      Pattern.compile("^(?:\\s*:)+\\s*|:(?:\\s*:)+|\\s*:\\s*$");

  /** The name of a message printed at the top level. */
  private static final Pattern PRINTED_NAME =
      Pattern.compile("^(?:cluster_)?name: \"([^\"]*)\"", Pattern.MULTILINE);

  private static final int LONGEST = 2_000;

  /** Where Envoy ends a text of more than 4,096 characters, even within the print. */
  private static final String CUT = "...(truncated)";

  private static final String NOTHING_LEFT =
      "Envoy printed the resource and cut its message before the reason";

  private final String words;
  private final Set<String> named;

  private EnvoyWords(String words, Set<String> named) {
    this.words = words;
    this.named = named;
  }

  /**
   * @param candidates names that were in the response
   */
  static EnvoyWords read(String raw, Collection<String> candidates) {
    var plain = EMPTY_PARTS.matcher(DUMP.matcher(raw).replaceAll("")).replaceAll(EnvoyWords::colon);
    var named = new LinkedHashSet<String>();
    for (String name : candidates) {
      if (plain.contains(name) && headOf(name).matcher(plain).find()) {
        named.add(name);
      }
    }
    Matcher printed = PRINTED_NAME.matcher(raw);
    while (printed.find()) {
      if (candidates.contains(printed.group(1))) {
        named.add(printed.group(1));
      }
    }
    return new EnvoyWords(plain.strip(), Collections.unmodifiableSet(named));
  }

  private static String colon(MatchResult parts) {
    boolean isInside = parts.start() > 0 && parts.group().strip().length() > 1;
    return isInside ? ":" : "";
  }

  /** The candidates that the words are about; empty when they do not say. */
  Set<String> named() {
    return named;
  }

  /** All of it, without prints. */
  String plain() {
    return words.isEmpty() || words.equals(CUT) ? NOTHING_LEFT : shortened(words);
  }

  /** The part that is about one resource, where several are listed. */
  String about(String name) {
    Matcher head = headOf(name).matcher(words);
    if (!head.find()) {
      return plain();
    }
    int end = words.length();
    for (String other : named) {
      Matcher next = headOf(other).matcher(words);
      if (!other.equals(name) && next.find(head.end()) && next.start() < end) {
        end = next.start();
      }
    }
    return shortened(words.substring(head.end(), end).strip());
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** "Error adding/updating cluster(s) a: why, b: why" and the like. */
  private static Pattern headOf(String name) {
    return Pattern.compile("(?:^|,?\\s|['\"])" + Pattern.quote(name) + "['\"]?:\\s");
  }
}
