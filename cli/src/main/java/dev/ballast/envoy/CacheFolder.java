package dev.ballast.envoy;

import java.nio.file.Path;
import java.util.Map;

/** Where fetched and derived things are kept, outside the source tree; safe to delete. */
public final class CacheFolder {
  private CacheFolder() {}

  /** {@code BALLAST_CACHE}, else {@code XDG_CACHE_HOME/ballast}, else {@code ~/.cache/ballast}. */
  public static Path of(Map<String, String> environment) {
    String own = environment.getOrDefault("BALLAST_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    return base.resolve("ballast").toAbsolutePath();
  }
}
