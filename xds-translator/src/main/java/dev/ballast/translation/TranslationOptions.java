package dev.ballast.translation;

import java.util.Map;
import java.util.Set;

/**
 * What the caller decides.
 *
 * @param controllerNames GatewayClasses that name one of these are ours
 * @param listenerPorts ports to bind, by {@code ns/gateway/listener}. Default: the Gateway's port,
 *     10000 higher when it is below 1024
 * @param routeOrigins whether routes carry metadata that names the objects they come from, for
 *     access logs ({@code %METADATA(ROUTE:envoy-gateway:resources)%}). Default: they do not, since
 *     it makes every change of a route cost Envoy three times as much
 */
public record TranslationOptions(
    Set<String> controllerNames, Map<String, Integer> listenerPorts, boolean routeOrigins) {
  /** Our own controller name. */
  public static final String BALLAST = "ballast.dev/gatewayclass-controller";

  /** The controller name of the peer, whose objects offline commands take as managed. */
  public static final String PEER = "gateway.envoyproxy.io/gatewayclass-controller";

  public TranslationOptions {
    controllerNames = Set.copyOf(controllerNames);
    listenerPorts = Map.copyOf(listenerPorts);
  }

  public TranslationOptions(Set<String> controllerNames, Map<String, Integer> listenerPorts) {
    this(controllerNames, listenerPorts, false);
  }

  /** Offline: both controllers' classes, usual ports, and all there is to know of a route. */
  public static TranslationOptions offline() {
    return new TranslationOptions(Set.of(BALLAST, PEER), Map.of(), true);
  }
}
