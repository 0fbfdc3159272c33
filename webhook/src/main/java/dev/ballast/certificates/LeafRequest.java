package dev.ballast.certificates;

import java.time.Duration;
import java.util.List;

/**
 * What a certificate is asked for.
 *
 * @param commonName for people; at most 64 characters are kept
 * @param dnsNames names it is valid for
 * @param uris identities it is valid for, such as {@code spiffe://ballast.dev/ns/shop/gateway/edge}
 * @param purpose which end of a connection may show it
 * @param validity from now on
 */
public record LeafRequest(
    String commonName,
    List<String> dnsNames,
    List<String> uris,
    Purpose purpose,
    Duration validity) {
  /** The end of a connection. */
  public enum Purpose {
    SERVER,
    CLIENT
  }

  /**
   * For a server behind a Service.
   *
   * @param host the Service's name as callers in the cluster write it, such as {@code
   *     ballast-xds.ballast-system.svc}
   */
  public static LeafRequest ofService(String host, Duration validity) {
    return new LeafRequest(
        host, List.of(host, host + ".cluster.local"), List.of(), Purpose.SERVER, validity);
  }

  public LeafRequest {
    dnsNames = List.copyOf(dnsNames);
    uris = List.copyOf(uris);
  }
}
