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

  public LeafRequest {
    dnsNames = List.copyOf(dnsNames);
    uris = List.copyOf(uris);
  }
}
