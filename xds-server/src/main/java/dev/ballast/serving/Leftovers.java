package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ENDPOINT;

import com.google.protobuf.Duration;
import dev.ballast.snapshot.Resource;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.util.List;

/**
 * Clusters that a state-of-the-world Envoy kept from an earlier stream. A list that lacks one,
 * since it is published no more or was refused, would take it away while routes still lead there.
 * Which they are shows by the endpoints it asks for; so the first list waits a moment for that
 * request. It then names what is left with a form that never gets endpoints: Envoy warms it and
 * meanwhile goes on with the old one. A leftover leaves like any other cluster, once no route uses
 * it.
 */
final class Leftovers {
  private static final String VERSION = "leftover";

  private final StreamState state;
  private final Precedence precedence;
  private final long patienceEnds;
  private boolean isTakingStock;

  /**
   * @param patienceEnds when the list waits no longer
   */
  Leftovers(StreamState state, Precedence precedence, long patienceEnds) {
    this.state = state;
    this.precedence = precedence;
    this.patienceEnds = patienceEnds;
  }

  /** The Envoy holds clusters that are not what is published. */
  void takeStock() {
    isTakingStock = true;
  }

  /** Whether the list of clusters must wait until it is known what is left. */
  boolean isUnknown(Topic clusters, long now) {
    if (clusters.type != CLUSTER || !isTakingStock) {
      return false;
    }
    var endpoints = state.topic(ENDPOINT);
    if (!endpoints.isSeen() && now < patienceEnds) {
      precedence.wake(patienceEnds);
      return true;
    }
    isTakingStock = false;
    endpoints.names().stream().map(Leftovers::placeholder).forEach(clusters::hold);
    return false;
  }

  static boolean isPlaceholder(Resource resource) {
    return resource.type() == CLUSTER && resource.version().equals(VERSION);
  }

  static Resource placeholder(String name) {
    var silence =
        ConfigSource.newBuilder()
            .setAds(AggregatedConfigSource.getDefaultInstance())
            .setResourceApiVersion(ApiVersion.V3)
            .setInitialFetchTimeout(Duration.getDefaultInstance());
    var cluster =
        Cluster.newBuilder()
            .setName(name)
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(
                Cluster.EdsClusterConfig.newBuilder().setEdsConfig(silence).setServiceName(name));
    return new Resource(CLUSTER, name, VERSION, cluster.build(), List.of(), List.of());
  }
}
