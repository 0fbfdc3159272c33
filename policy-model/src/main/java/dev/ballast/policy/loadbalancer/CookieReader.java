package dev.ballast.policy.loadbalancer;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.ConsistentHashSpec.CookieSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code consistentHash.cookie}. */
final class CookieReader {
  /** Envoy's bound on an attribute's name and on its value, in bytes. */
  private static final int MAX_ATTRIBUTE_BYTES = 16384;

  /** Stands in for a name that was refused; never served. */
  private static final String REFUSED = "refused";

  private final FieldPath at;
  private final FindingCollector out;

  CookieReader(FieldPath at, FindingCollector out) {
    this.at = at;
    this.out = out;
  }

  HashKey.Cookie read(@Nullable CookieSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("the schema promises `cookie` for type `Cookie`");
    }
    String name = name(spec.name());
    Optional<Duration> ttl = Optional.ofNullable(spec.ttl()).map(this::ttl);
    var attributes = attributes(spec.attributes(), ttl);
    return new HashKey.Cookie(name, ttl, attributes);
  }

  private String name(String name) {
    if (FieldNames.isToken(name)) {
      return name;
    }
    out.error(
        "cookie-name",
        at.child("name"),
        name,
        "the cookie name " + FieldNames.offence(name) + ", and a cookie's name must be a token",
        "use letters, digits and `-` `_` `.`");
    return REFUSED;
  }

  private Duration ttl(String text) {
    Duration ttl = WrittenDurations.read(text);
    if (ttl.toMillisPart() != 0) {
      // Seen on Envoy 1.40: 1500ms writes `Max-Age=1`, 500ms writes no Max-Age at all.
      out.warn(
          "cookie-ttl-fraction",
          at.child("ttl"),
          text,
          "cookies live for whole seconds, so Envoy makes this "
              + (ttl.toSeconds() == 0
                  ? "a cookie that ends with the browser session"
                  : "`" + ttl.toSeconds() + "s`"),
          ttl.toSeconds() == 0
              ? "write `1s` or more, or `0s` if that is what you want"
              : "write whole seconds");
    }
    return ttl;
  }

  private SortedMap<String, String> attributes(
      @Nullable Map<String, String> written, Optional<Duration> ttl) {
    var attributes = new TreeMap<String, String>();
    if (written == null) {
      return attributes;
    }
    FieldPath path = at.child("attributes");
    if (ttl.isEmpty() && !written.isEmpty()) {
      out.warn(
          "cookie-attributes-unused",
          path,
          "without `ttl` Envoy only reads the cookie and never sets one, so attributes do nothing",
          "add `ttl`, `0s` for a cookie that ends with the browser session");
    }
    Set<String> seen = new HashSet<>();
    new TreeMap<>(written)
        .forEach(
            (name, value) -> {
              if (isSound(name, value, path.key(name))) {
                warnIfWrittenTwice(name, value, seen, ttl, path.key(name));
                attributes.put(name, value);
              }
            });
    return attributes;
  }

  private boolean isSound(String name, String value, FieldPath path) {
    if (!FieldNames.isToken(name)) {
      out.error(
          "cookie-attribute-name",
          path,
          value,
          "the attribute name " + FieldNames.offence(name) + ", and it must be a token",
          "use a name such as `SameSite`, `Path` or `Secure`");
      return false;
    }
    if (FieldNames.hasControlCharacter(value)) {
      out.error(
          "cookie-attribute-value",
          path,
          value,
          "the value contains a control character, which no header can carry",
          "remove it");
      return false;
    }
    if (bytes(name) > MAX_ATTRIBUTE_BYTES || bytes(value) > MAX_ATTRIBUTE_BYTES) {
      out.error(
          "cookie-attribute-too-long",
          path,
          "Envoy takes names and values of attributes up to " + MAX_ATTRIBUTE_BYTES + " bytes",
          "shorten it");
      return false;
    }
    if (value.indexOf(';') >= 0) {
      out.warn(
          "cookie-attribute-value",
          path,
          value,
          "`;` ends an attribute, so clients read what follows as another one",
          "write what follows as an attribute of its own");
    }
    return true;
  }

  /** Clients take the last of two attributes with one name, whatever the user meant. */
  private void warnIfWrittenTwice(
      String name, String value, Set<String> seen, Optional<Duration> ttl, FieldPath path) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean repeated = !seen.add(lower);
    boolean written =
        lower.equals("httponly")
            || (lower.equals("max-age") && ttl.filter(Duration::isPositive).isPresent());
    if (repeated || written) {
      out.warn(
          "cookie-attribute-repeated",
          path,
          value,
          written
              ? "Envoy writes `" + name + "` itself, so the cookie has it twice"
              : "letter case does not count, so the cookie has this attribute twice",
          written && lower.equals("max-age") ? "set `ttl` instead" : "remove it");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
