package dev.ballast.envoy;

/**
 * The file an Envoy is started with: who it is and where its configuration comes from.
 *
 * @param cluster the Gateway it belongs to, as {@code namespace/name}; selects what it is sent
 * @param node its own name; must differ between the Envoys of one Gateway
 * @param xdsHost address or name of the xDS server
 * @param adminAddress where its admin pages listen; loopback unless asked otherwise, since they can
 *     stop it
 * @param adminPort zero picks a free one
 * @param delta incremental xDS, else state of the world
 */
public record EnvoyBootstrap(
    String cluster,
    String node,
    String xdsHost,
    int xdsPort,
    String adminAddress,
    int adminPort,
    boolean delta) {

  /** Delta xDS from this machine, admin pages on a free port of loopback. */
  public static EnvoyBootstrap local(String cluster, String node, int xdsPort) {
    return new EnvoyBootstrap(cluster, node, "127.0.0.1", xdsPort, "127.0.0.1", 0, true);
  }

  public EnvoyBootstrap withAdmin(String address, int port) {
    return new EnvoyBootstrap(cluster, node, xdsHost, xdsPort, address, port, delta);
  }

  public EnvoyBootstrap withDelta(boolean incremental) {
    return new EnvoyBootstrap(
        cluster, node, xdsHost, xdsPort, adminAddress, adminPort, incremental);
  }

  public String yaml() {
    // initial_fetch_timeout 0s: an Envoy that starts before its Gateway exists waits for it instead
    // of going live empty. The program size limit is ours to judge, not Envoy's.
    return """
    node:
      cluster: "%s"
      id: "%s"
    admin:
      address:
        socket_address: {address: "%s", port_value: %d}
    dynamic_resources:
      ads_config:
        api_type: %s
        transport_api_version: V3
        set_node_on_first_message_only: true
        grpc_services:
        - envoy_grpc: {cluster_name: xds_cluster}
      cds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
      lds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
    static_resources:
      clusters:
      - name: xds_cluster
        type: STRICT_DNS
        connect_timeout: 5s
        load_assignment:
          cluster_name: xds_cluster
          endpoints:
          - lb_endpoints:
            - endpoint:
                address:
                  socket_address: {address: "%s", port_value: %d}
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            explicit_http_config:
              http2_protocol_options:
                connection_keepalive: {interval: 30s, timeout: 5s}
    layered_runtime:
      layers:
      - name: static
        static_layer:
          re2.max_program_size.error_level: 4294967295
          re2.max_program_size.warn_level: 1000
    overload_manager:
      resource_monitors:
      - name: envoy.resource_monitors.global_downstream_max_connections
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig
          max_active_downstream_connections: 50000
    """
        .formatted(
            cluster,
            node,
            adminAddress,
            adminPort,
            delta ? "DELTA_GRPC" : "GRPC",
            xdsHost,
            xdsPort);
  }
}
