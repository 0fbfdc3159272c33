package dev.ballast.serving;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.hash.Hashing;
import com.google.protobuf.Any;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is derived from a resource for sending, made once for all streams. Entries are found by the
 * resource's identity and leave with it, or when no stream asked for a while.
 */
final class Encodings {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final LoadingCache<Resource, Encoding> cache =
      CacheBuilder.newBuilder()
          .weakKeys()
          .expireAfterAccess(IDLE)
          .build(CacheLoader.from(Encodings::encode));

  /**
   * @param references names it refers to, by type
   */
  record Encoding(Any any, Map<ResourceType, Set<String>> references) {
    int size() {
      return any.getValue().size();
    }

    Set<String> references(ResourceType type) {
      return references.getOrDefault(type, Set.of());
    }
  }

  Encoding of(Resource resource) {
    return cache.getUnchecked(resource);
  }

  /** The version of a set of resources; the same on every replica and after a restart. */
  static String version(Collection<Resource> resources) {
    long sum = resources.size();
    for (Resource resource : resources) {
      sum +=
          Hashing.farmHashFingerprint64()
              .hashString(resource.name() + '\0' + resource.version(), StandardCharsets.UTF_8)
              .asLong();
    }
    return Long.toHexString(sum);
  }

  private static Encoding encode(Resource resource) {
    var references = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    for (Resource.Reference reference : resource.references()) {
      references.computeIfAbsent(reference.type(), type -> new HashSet<>()).add(reference.name());
    }
    return new Encoding(Any.pack(resource.message()), references);
  }
}
