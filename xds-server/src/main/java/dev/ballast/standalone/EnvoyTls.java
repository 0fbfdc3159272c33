package dev.ballast.standalone;

import static dev.ballast.standalone.EnvoyBootstrap.quoted;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an Envoy proves who it is to the xDS server, and knows that it is the right one. Certificates
 * and keys are files that Envoy reads again when their folder changes in the way the kubelet
 * changes it.
 *
 * @param serverName the DNS name that the server's certificate must bear
 * @param settings the folder with the files of {@link #files}; what is in it never changes
 * @param keys the folder with {@code tls.crt}, {@code tls.key} and {@code ca.crt}
 */
public record EnvoyTls(String serverName, String settings, String keys) {
  private static final String OWN = "xds-client.yaml";
  private static final String TRUSTED = "xds-authority.yaml";

  /**
   * What the folder of settings has to hold, by file name. Envoy watches files of keys only when it
   * is told of them in a file of their own.
   */
  public SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put(
        OWN,
        """
        resources:
        - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
          name: xds_client
          tls_certificate:
            certificate_chain: {filename: %s}
            private_key: {filename: %s}
            watched_directory: {path: %s}
        """
            .formatted(quoted(keys + "/tls.crt"), quoted(keys + "/tls.key"), quoted(keys)));
    files.put(
        TRUSTED,
        """
        resources:
        - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
          name: xds_authority
          validation_context:
            trusted_ca: {filename: %s}
            watched_directory: {path: %s}
            match_typed_subject_alt_names:
            - san_type: DNS
              matcher: {exact: %s}
        """
            .formatted(quoted(keys + "/ca.crt"), quoted(keys), quoted(serverName)));
    return files;
  }

  String transportSocket() {
    return """
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: %s
          common_tls_context:
            tls_params: {tls_minimum_protocol_version: TLSv1_3, tls_maximum_protocol_version: TLSv1_3}
            tls_certificate_sds_secret_configs:
            - name: xds_client
              sds_config: {path_config_source: {path: %s}, resource_api_version: V3}
            validation_context_sds_secret_config:
              name: xds_authority
              sds_config: {path_config_source: {path: %s}, resource_api_version: V3}
    """
        .formatted(
            quoted(serverName), quoted(settings + "/" + OWN), quoted(settings + "/" + TRUSTED))
        .stripIndent();
  }
}
