package dev.ballast.translation;

import java.util.Map;
import java.util.Set;

/**
 * What the caller decides.
 *
 * @param controllerNames GatewayClasses that name one of these are ours
 * @param listenerPorts ports to bind, by {@code ns/gateway/listener}. Default: the Gateway's port,
 *     10000 higher when it is below 1024
 */
public record TranslationOptions(Set<String> controllerNames, Map<String, Integer> listenerPorts) {
  /** Our own controller name. */
  public static final String BALLAST = "ballast.dev/gatewayclass-controller";

  /** The controller name of the peer, whose objects offline commands take as managed. */
  public static final String PEER = "gateway.envoyproxy.io/gatewayclass-controller";

  public TranslationOptions {
    controllerNames = Set.copyOf(controllerNames);
    listenerPorts = Map.copyOf(listenerPorts);
  }

  /** Offline: both controllers' classes, usual ports. */
  public static TranslationOptions offline() {
    return new TranslationOptions(Set.of(BALLAST, PEER), Map.of());
  }
}
