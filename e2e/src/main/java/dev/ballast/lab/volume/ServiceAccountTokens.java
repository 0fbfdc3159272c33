package dev.ballast.lab.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pod's tokens; each is renewed when four fifths of its time are over. */
public final class ServiceAccountTokens {
  private static final long DEFAULT_SECONDS = 3600;

  /** Asks the API server. */
  public interface Source {
    TokenRequest request(Pod pod, List<String> audiences, long seconds);
  }

  private record Token(String text, Instant renewAt) {}

  private final Source source;
  private final Map<String, Token> byAudience = new HashMap<>();

  public ServiceAccountTokens(Source source) {
    this.source = source;
  }

  String current(Pod pod, @Nullable String audience, @Nullable Long seconds) {
    String key = audience == null ? "" : audience;
    Token known = byAudience.get(key);
    if (known == null || !known.renewAt().isAfter(Instant.now())) {
      TokenRequest fresh =
          source.request(
              pod,
              audience == null || audience.isEmpty() ? List.of() : List.of(audience),
              seconds == null ? DEFAULT_SECONDS : seconds);
      Instant now = Instant.now();
      Instant end = Instant.parse(fresh.getStatus().getExpirationTimestamp());
      Duration life = Duration.between(now, end);
      known = new Token(fresh.getStatus().getToken(), now.plus(life.multipliedBy(4).dividedBy(5)));
      byAudience.put(key, known);
    }
    return known.text();
  }

  Optional<Instant> nextRefresh() {
    return byAudience.values().stream().map(Token::renewAt).min(Comparator.naturalOrder());
  }
}
