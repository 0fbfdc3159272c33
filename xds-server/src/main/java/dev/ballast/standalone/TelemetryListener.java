package dev.ballast.standalone;

/**
 * The port that tells others how an Envoy is: {@code /ready} answers 200 once it has its first
 * configuration and until it is told to drain, {@code /stats/prometheus} its numbers. The admin
 * pages themselves can stop an Envoy and stay on loopback.
 */
final class TelemetryListener {
  private TelemetryListener() {}

  static String yaml(int port) {
    return """
      listeners:
      - name: telemetry
        address:
          socket_address: {address: 0.0.0.0, port_value: %d}
        ignore_global_conn_limit: true
        filter_chains:
        - filters:
          - name: envoy.filters.network.http_connection_manager
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
              stat_prefix: telemetry
              normalize_path: true
              route_config:
                virtual_hosts:
                - name: telemetry
                  domains: ["*"]
                  routes:
                  - match: {path: /stats/prometheus, headers: [{name: ":method", string_match: {exact: GET}}]}
                    route: {cluster: admin_pages}
              http_filters:
              - name: envoy.filters.http.health_check
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck
                  pass_through_mode: false
                  headers: [{name: ":path", string_match: {exact: /ready}}]
              - name: envoy.filters.http.router
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
    """
        .formatted(port);
  }

  static String adminCluster(int adminPort) {
    return """
        - name: admin_pages
          type: STATIC
          connect_timeout: 1s
          load_assignment:
            cluster_name: admin_pages
            endpoints:
            - lb_endpoints:
              - endpoint:
                  address:
                    socket_address: {address: 127.0.0.1, port_value: %d}
    """
        .formatted(adminPort);
  }
}
