package dev.ballast.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came back for one request.
 *
 * @param status the HTTP status; zero when no answer came
 * @param headers by lower-case name
 * @param body the text; for status zero, why there is none
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {
  private static final Pattern POD = Pattern.compile("\"pod\"\\s*:\\s*\"([^\"]*)\"");

  static Answer none(String reason) {
    return new Answer(0, Map.of(), reason);
  }

  /** The echo backend that answered. */
  public Optional<String> pod() {
    var matcher = POD.matcher(body);
    return status == 200 && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  public Optional<String> header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
  }

  public List<String> setCookies() {
    return headers.getOrDefault("set-cookie", List.of());
  }
}
