package dev.ballast.xds;

import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.xds.contribution.Contribution;
import dev.ballast.xds.contribution.Extensions;
import dev.ballast.xds.loadbalancer.LoadBalancerTranslator;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;

/** A cluster plan as Envoy's {@code Cluster}. Its endpoints come by EDS under the same name. */
public final class ClusterTranslator {
  private static final String HTTP_OPTIONS =
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

  /** The peer's values where Envoy's own differ or are absent. */
  private static final Duration CONNECT_TIMEOUT = Duration.newBuilder().setSeconds(10).build();

  private static final int BUFFER_LIMIT_BYTES = 32768;
  private static final int MAX_RETRIES = 1024;
  static final int STREAM_WINDOW_BYTES = 65536;
  static final int CONNECTION_WINDOW_BYTES = 1048576;

  static final ConfigSource ADS =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  private ClusterTranslator() {}

  public static Cluster translate(ClusterPlan plan) {
    var cluster = base(plan);
    assemble(contributions(plan), cluster);
    if (plan.protocol() == ClusterPlan.Protocol.HTTP2) {
      cluster.putTypedExtensionProtocolOptions(HTTP_OPTIONS, Extensions.any(http2()));
    }
    return cluster.build();
  }

  /** One line a feature. */
  private static Contribution.ToCluster contributions(ClusterPlan plan) {
    return Contribution.ToCluster.NOTHING.and(
        LoadBalancerTranslator.toCluster(
            plan.settings().loadBalancing(), plan.zones(), plan.weighted()));
  }

  /** One line a slot. */
  private static void assemble(Contribution.ToCluster contribution, Cluster.Builder cluster) {
    contribution.loadBalancing().ifPresent(cluster::setLoadBalancingPolicy);
  }

  private static Cluster.Builder base(ClusterPlan plan) {
    return Cluster.newBuilder()
        .setName(plan.name())
        .setType(Cluster.DiscoveryType.EDS)
        .setEdsClusterConfig(
            Cluster.EdsClusterConfig.newBuilder().setEdsConfig(ADS).setServiceName(plan.name()))
        // The peer leaves this message empty. Envoy then gathers weight and health changes for a
        // second after it has acknowledged them; zero makes an acknowledged change a live one.
        .setCommonLbConfig(
            Cluster.CommonLbConfig.newBuilder().setUpdateMergeWindow(Duration.getDefaultInstance()))
        .setConnectTimeout(CONNECT_TIMEOUT)
        .setDnsLookupFamily(Cluster.DnsLookupFamily.V4_PREFERRED)
        .setPerConnectionBufferLimitBytes(UInt32Value.of(BUFFER_LIMIT_BYTES))
        .setIgnoreHealthOnHostRemoval(true)
        .setCircuitBreakers(
            CircuitBreakers.newBuilder()
                .addThresholds(
                    CircuitBreakers.Thresholds.newBuilder()
                        .setMaxRetries(UInt32Value.of(MAX_RETRIES))))
        .setMetadata(Origins.of(plan));
  }

  private static HttpProtocolOptions http2() {
    return HttpProtocolOptions.newBuilder()
        .setExplicitHttpConfig(
            HttpProtocolOptions.ExplicitHttpConfig.newBuilder()
                .setHttp2ProtocolOptions(
                    Http2ProtocolOptions.newBuilder()
                        .setInitialStreamWindowSize(UInt32Value.of(STREAM_WINDOW_BYTES))
                        .setInitialConnectionWindowSize(UInt32Value.of(CONNECTION_WINDOW_BYTES))))
        .build();
  }
}
