package dev.ballast.plan;

/**
 * One bound port.
 *
 * @param name name of the first Gateway listener on the port: {@code <ns>/<gateway>/<listener>}
 * @param port the port Envoy binds (a Gateway port below 1024 is bound 10000 higher)
 * @param routeConfiguration name of the route configuration it asks for
 */
public record ListenerPlan(String name, int port, String routeConfiguration) {}
