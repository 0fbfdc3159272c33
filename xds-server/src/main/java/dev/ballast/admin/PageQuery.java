package dev.ballast.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark of a request: {@code ?gateway=shop/eg}. */
public record PageQuery(Map<String, String> values) {
  public PageQuery {
    values = Map.copyOf(values);
  }

  /**
   * @param raw as it was sent; null when there was none
   */
  static PageQuery parse(@Nullable String raw) {
    var values = new TreeMap<String, String>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        if (!name.isEmpty()) {
          values.put(decoded(name), equals < 0 ? "" : decoded(part.substring(equals + 1)));
        }
      }
    }
    return new PageQuery(values);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static String decoded(String text) {
    // The server has refused stray percent signs already.
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
