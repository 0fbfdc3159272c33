package dev.ballast.xds;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import dev.ballast.plan.ListenerPlan;
import dev.ballast.xds.contribution.Extensions;
import dev.ballast.xds.contribution.HttpFilters;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.Rds;

/** A bound port as Envoy's {@code Listener}: plain HTTP, routes by RDS. */
public final class ListenerTranslator {
  private static final String CONNECTION_MANAGER = "envoy.filters.network.http_connection_manager";
  private static final String ANY_ADDRESS = "0.0.0.0";
  private static final int BUFFER_LIMIT_BYTES = 32768;
  private static final int MAX_CONCURRENT_STREAMS = 100;

  private ListenerTranslator() {}

  public static Listener translate(ListenerPlan plan) {
    return Listener.newBuilder()
        .setName(plan.name())
        .setAddress(
            Address.newBuilder()
                .setSocketAddress(
                    SocketAddress.newBuilder().setAddress(ANY_ADDRESS).setPortValue(plan.port())))
        .setPerConnectionBufferLimitBytes(UInt32Value.of(BUFFER_LIMIT_BYTES))
        .setMaxConnectionsToAcceptPerSocketEvent(UInt32Value.of(1))
        .setDefaultFilterChain(
            FilterChain.newBuilder()
                .setName(plan.name())
                .addFilters(
                    Filter.newBuilder()
                        .setName(CONNECTION_MANAGER)
                        .setTypedConfig(Extensions.any(connectionManager(plan)))))
        .build();
  }

  private static HttpConnectionManager connectionManager(ListenerPlan plan) {
    return HttpConnectionManager.newBuilder()
        .setStatPrefix("http-" + plan.port())
        .setRds(routes(plan))
        .setUseRemoteAddress(BoolValue.of(true))
        .setNormalizePath(BoolValue.of(true))
        .setMergeSlashes(true)
        .setPathWithEscapedSlashesAction(
            HttpConnectionManager.PathWithEscapedSlashesAction.UNESCAPE_AND_REDIRECT)
        .setServerHeaderTransformation(
            HttpConnectionManager.ServerHeaderTransformation.PASS_THROUGH)
        .setCommonHttpProtocolOptions(
            HttpProtocolOptions.newBuilder()
                .setHeadersWithUnderscoresAction(
                    HttpProtocolOptions.HeadersWithUnderscoresAction.REJECT_REQUEST))
        .setHttp2ProtocolOptions(
            Http2ProtocolOptions.newBuilder()
                .setMaxConcurrentStreams(UInt32Value.of(MAX_CONCURRENT_STREAMS))
                .setInitialStreamWindowSize(UInt32Value.of(ClusterTranslator.STREAM_WINDOW_BYTES))
                .setInitialConnectionWindowSize(
                    UInt32Value.of(ClusterTranslator.CONNECTION_WINDOW_BYTES)))
        .addHttpFilters(router())
        .build();
  }

  private static Rds routes(ListenerPlan plan) {
    return Rds.newBuilder()
        .setRouteConfigName(plan.routeConfiguration())
        // Never give up waiting: a listener without routes would answer 404 to everybody.
        .setConfigSource(
            ClusterTranslator.ADS.toBuilder().setInitialFetchTimeout(Duration.getDefaultInstance()))
        .build();
  }

  private static HttpFilter router() {
    return HttpFilter.newBuilder()
        .setName(HttpFilters.ROUTER.filterName())
        .setTypedConfig(Extensions.any(Router.newBuilder().setSuppressEnvoyHeaders(true).build()))
        .build();
  }
}
