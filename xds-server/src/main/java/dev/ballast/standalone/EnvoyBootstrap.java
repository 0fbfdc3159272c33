package dev.ballast.standalone;

import dev.ballast.source.JsonWriter;
import dev.ballast.source.Nodes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The file an Envoy is started with: who it is and where its configuration comes from.
 *
 * @param cluster the Gateway it belongs to, as {@code namespace/name}; selects what it is sent
 * @param node its own name; must differ between the Envoys of one Gateway
 * @param zone where it runs; empty turns zone-aware routing off, since Envoy then cannot tell which
 *     endpoints are near
 * @param xdsHost address or name of the xDS server
 * @param adminAddress where its admin pages listen; loopback unless asked otherwise, since they can
 *     stop it
 * @param adminPort zero picks a free one
 * @param delta incremental xDS, else state of the world
 * @param tls what it proves itself with; empty for plain text
 * @param telemetryPort where all of its addresses answer {@code /ready} and {@code
 *     /stats/prometheus}; empty for nowhere
 */
public record EnvoyBootstrap(
    String cluster,
    String node,
    Optional<String> zone,
    String xdsHost,
    int xdsPort,
    String adminAddress,
    int adminPort,
    boolean delta,
    Optional<EnvoyTls> tls,
    OptionalInt telemetryPort) {

  /** Delta xDS from this machine, admin pages on a free port of loopback, no zone. */
  public static EnvoyBootstrap local(String cluster, String node, int xdsPort) {
    return new EnvoyBootstrap(
        cluster,
        node,
        Optional.empty(),
        "127.0.0.1",
        xdsPort,
        "127.0.0.1",
        0,
        true,
        Optional.empty(),
        OptionalInt.empty());
  }

  public EnvoyBootstrap withXds(String host, int port) {
    return new EnvoyBootstrap(
        cluster, node, zone, host, port, adminAddress, adminPort, delta, tls, telemetryPort);
  }

  public EnvoyBootstrap withZone(String name) {
    return new EnvoyBootstrap(
        cluster,
        node,
        Optional.of(name),
        xdsHost,
        xdsPort,
        adminAddress,
        adminPort,
        delta,
        tls,
        telemetryPort);
  }

  public EnvoyBootstrap withAdmin(String address, int port) {
    return new EnvoyBootstrap(
        cluster, node, zone, xdsHost, xdsPort, address, port, delta, tls, telemetryPort);
  }

  public EnvoyBootstrap withDelta(boolean incremental) {
    return new EnvoyBootstrap(
        cluster,
        node,
        zone,
        xdsHost,
        xdsPort,
        adminAddress,
        adminPort,
        incremental,
        tls,
        telemetryPort);
  }

  /** Mutual TLS with what lies in files. */
  public EnvoyBootstrap withTls(EnvoyTls files) {
    return new EnvoyBootstrap(
        cluster,
        node,
        zone,
        xdsHost,
        xdsPort,
        adminAddress,
        adminPort,
        delta,
        Optional.of(files),
        telemetryPort);
  }

  /** Needs a fixed port for the admin pages. */
  public EnvoyBootstrap withTelemetry(int port) {
    return new EnvoyBootstrap(
        cluster,
        node,
        zone,
        xdsHost,
        xdsPort,
        adminAddress,
        adminPort,
        delta,
        tls,
        OptionalInt.of(port));
  }

  /** Ends with a line feed. */
  public String yaml() {
    return identity()
        + admin()
        + dynamicResources()
        + (zone.isPresent() ? LOCAL_CLUSTER_NAME : "")
        + """
        static_resources:
        """
        + (telemetryPort.isPresent() ? TelemetryListener.yaml(telemetryPort.getAsInt()) : "")
        + "  clusters:\n"
        + xdsCluster()
        + tls.map(files -> files.transportSocket().indent(4)).orElse("")
        + (telemetryPort.isPresent() ? TelemetryListener.adminCluster(adminPort) : "")
        + zone.map(EnvoyBootstrap::localCluster).orElse("")
        + RUNTIME;
  }

  private String identity() {
    return """
    node:
      cluster: %s
      id: %s
    """
            .formatted(quoted(cluster), quoted(node))
        + zone.map(name -> "  locality: {zone: %s}\n".formatted(quoted(name))).orElse("");
  }

  private String admin() {
    return """
    admin:
      address:
        socket_address: {address: %s, port_value: %d}
    """
        .formatted(quoted(adminAddress), adminPort);
  }

  // initial_fetch_timeout 0s: an Envoy that starts before its Gateway exists waits for it instead
  // of going live empty.
  // retry_back_off: by itself Envoy waits up to half a second after the first failure and twice as
  // long after each further one, up to 30 seconds, so an Envoy started together with its server, or
  // there while the server restarts, would be served long after it could be. A connection attempt
  // costs next to nothing, and what is sent to one that comes back is only what differs.
  private String dynamicResources() {
    return """
    dynamic_resources:
      ads_config:
        api_type: %s
        transport_api_version: V3
        set_node_on_first_message_only: true
        grpc_services:
        - envoy_grpc:
            cluster_name: xds_cluster
            retry_policy: {retry_back_off: {base_interval: 0.1s, max_interval: 0.5s}}
      cds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
      lds_config: {ads: {}, resource_api_version: V3, initial_fetch_timeout: 0s}
    """
        .formatted(delta ? "DELTA_GRPC" : "GRPC");
  }

  private String xdsCluster() {
    return """
      - name: xds_cluster
        type: STRICT_DNS
        connect_timeout: 5s
        load_assignment:
          cluster_name: xds_cluster
          endpoints:
          - lb_endpoints:
            - endpoint:
                address:
                  socket_address: {address: %s, port_value: %d}
        typed_extension_protocol_options:
          envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
            "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
            explicit_http_config:
              http2_protocol_options:
                connection_keepalive: {interval: 30s, timeout: 5s}
    """
        .formatted(quoted(xdsHost), xdsPort)
        .indent(2);
  }

  private static final String LOCAL_CLUSTER_NAME =
      """
      cluster_manager:
        local_cluster_name: local_cluster
      """;

  // Zone-aware routing compares the zones of the upstream with the zones of the Envoys themselves.
  // Without anyone who knows all Envoys, this one speaks for itself only. The address is never
  // called.
  private static String localCluster(String zone) {
    return """
      - name: local_cluster
        type: STATIC
        connect_timeout: 1s
        load_assignment:
          cluster_name: local_cluster
          endpoints:
          - locality: {zone: %s}
            lb_endpoints:
            - endpoint:
                address:
                  socket_address: {address: 127.0.0.1, port_value: 1}
    """
        .formatted(quoted(zone))
        .indent(2);
  }

  // How large a regular expression may be is ours to judge, not Envoy's.
  private static final String RUNTIME =
      """
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
      """;

  /** A JSON text is a YAML scalar, whatever is in it. */
  static String quoted(String text) {
    return JsonWriter.text(Nodes.text(text));
  }
}
