package dev.ballast.serving;

import dev.ballast.world.ObjectId;

/**
 * What the certificate of a Gateway's Envoys says they are: a URI among its subject alternative
 * names. No two Gateways share one, since a namespace has no slash.
 */
public final class EnvoyIdentity {
  private EnvoyIdentity() {}

  /** Such as {@code spiffe://ballast.dev/ns/shop/gateway/edge}. */
  public static String uri(ObjectId gateway) {
    return "spiffe://ballast.dev/ns/" + gateway.namespace() + "/gateway/" + gateway.name();
  }
}
