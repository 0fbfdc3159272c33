package dev.ballast.world;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What every object carries.
 *
 * @param created empty for objects that never met an API server; such objects count as the oldest
 * @param generation empty when the API server has not counted yet
 */
public record Metadata(
    ObjectId id,
    Optional<Instant> created,
    OptionalLong generation,
    Map<String, String> labels,
    Map<String, String> annotations) {
  /**
   * The order in which objects of a kind take precedence: oldest first, then namespace and name.
   */
  public static final Comparator<Metadata> OLDEST_FIRST =
      Comparator.<Metadata, Instant>comparing(m -> m.created().orElse(Instant.MIN))
          .thenComparing(Metadata::id);

  public Metadata {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
