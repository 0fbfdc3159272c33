package dev.ballast.serving;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.hash.Hashing;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is derived from a resource for sending, made once for all streams. Entries are found by the
 * resource's identity and leave with it, or when no stream asked for a while.
 */
final class Encodings {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final String ROUTES_URL =
      Any.pack(RouteConfiguration.getDefaultInstance()).getTypeUrl();

  private final LoadingCache<Resource, Encoding> cache =
      CacheBuilder.newBuilder()
          .weakKeys()
          .expireAfterAccess(IDLE)
          .build(CacheLoader.from(this::encode));

  /** Kept for as long as the hosts themselves, since the next change leaves most of them alone. */
  private final LoadingCache<VirtualHost, ByteString> hosts =
      CacheBuilder.newBuilder().weakKeys().build(CacheLoader.from(Encodings::written));

  /** Made from the resource without keeping it, so that the cache can let go of both. */
  static final class Encoding {
    private final Any any;
    private final List<Resource.Reference> listed;
    private volatile @Nullable Map<ResourceType, Set<String>> references;

    private Encoding(Any any, List<Resource.Reference> listed) {
      this.any = any;
      this.listed = listed;
    }

    Any any() {
      return any;
    }

    int size() {
      return any.getValue().size();
    }

    /** Names it refers to. Ten thousand routes make a large set, which most changes do not need. */
    Set<String> references(ResourceType type) {
      var known = references;
      if (known == null) {
        known = byType(listed);
        references = known;
      }
      return known.getOrDefault(type, Set.of());
    }

    private static Map<ResourceType, Set<String>> byType(List<Resource.Reference> listed) {
      var byType = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
      for (Resource.Reference reference : listed) {
        byType.computeIfAbsent(reference.type(), type -> new HashSet<>()).add(reference.name());
      }
      return byType;
    }
  }

  Encoding of(Resource resource) {
    return cache.getUnchecked(resource);
  }

  /** Lets go of what no stream asked for lately; the cache does so only while it is used. */
  void tidy() {
    cache.cleanUp();
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

  private Encoding encode(Resource resource) {
    return new Encoding(
        resource.message() instanceof RouteConfiguration routes
            ? packed(routes)
            : Any.pack(resource.message()),
        resource.references());
  }

  /** One changed route makes all of its configuration new, but only its own virtual host. */
  private Any packed(RouteConfiguration routes) {
    var parts = new ArrayList<ByteString>(routes.getVirtualHostsCount() + 1);
    parts.add(routes.toBuilder().clearVirtualHosts().build().toByteString());
    routes.getVirtualHostsList().forEach(host -> parts.add(hosts.getUnchecked(host)));
    return Any.newBuilder().setTypeUrl(ROUTES_URL).setValue(ByteString.copyFrom(parts)).build();
  }

  /** The host as a field of its configuration. */
  private static ByteString written(VirtualHost host) {
    return RouteConfiguration.newBuilder().addVirtualHosts(host).build().toByteString();
  }
}
