package dev.ballast.world;

/** API groups, as they are written in objects. */
public final class Groups {
  public static final String CORE = "";
  public static final String DISCOVERY = "discovery.k8s.io";
  public static final String GATEWAY = "gateway.networking.k8s.io";
  public static final String ENVOY_GATEWAY = "gateway.envoyproxy.io";

  private Groups() {}
}
