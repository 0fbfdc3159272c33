package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.Groups;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the listeners of one Gateway: protocol, route kinds, conflicts, and the port that is
 * bound.
 */
final class ListenerResolver {
  private static final FieldPath LISTENERS = FieldPath.of("spec", "listeners");

  /** Envoy runs without the right to bind ports below this one. */
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private static final int PRIVILEGED_PORT_SHIFT = 10_000;

  private final Gateway gateway;
  private final Map<Integer, Integer> boundPorts;
  private final List<Finding> findings = new ArrayList<>();

  private ListenerResolver(Gateway gateway, Map<Integer, Integer> boundPorts) {
    this.gateway = gateway;
    this.boundPorts = boundPorts;
  }

  /**
   * @param listenerPorts ports to bind, by {@code ns/gateway/listener}; listeners that share a port
   *     move together, the first one named decides
   */
  static ResolvedGateway resolve(
      Gateway gateway, GatewayClass gatewayClass, Map<String, Integer> listenerPorts) {
    var resolver = new ListenerResolver(gateway, boundPorts(gateway, listenerPorts));
    resolver.reportUnsupportedFields();
    var listeners = new ArrayList<ResolvedListener>();
    for (Gateway.Listener listener : gateway.listeners()) {
      listeners.add(resolver.resolve(listener, listeners.size()));
    }
    return new ResolvedGateway(gateway, gatewayClass, listeners, resolver.findings);
  }

  private static Map<Integer, Integer> boundPorts(Gateway gateway, Map<String, Integer> chosen) {
    var ports = new HashMap<Integer, Integer>();
    for (Gateway.Listener listener : gateway.listeners()) {
      Integer port = chosen.get(gateway.id() + "/" + listener.name());
      if (port != null) {
        ports.putIfAbsent(listener.port(), port);
      }
    }
    for (Gateway.Listener listener : gateway.listeners()) {
      int port = listener.port();
      ports.putIfAbsent(port, port < FIRST_UNPRIVILEGED_PORT ? port + PRIVILEGED_PORT_SHIFT : port);
    }
    return ports;
  }

  private void reportUnsupportedFields() {
    for (FieldPath path : gateway.unsupported()) {
      warn("not-supported", path, "`" + path + "` is not supported yet and has no effect", "");
    }
  }

  private ResolvedListener resolve(Gateway.Listener listener, int index) {
    FieldPath at = LISTENERS.item(index);
    var problems = new ArrayList<Condition>();
    List<String> kinds = List.of();
    if (speaksHttp(listener)) {
      kinds = routeKinds(listener, at, problems);
    } else {
      String sentence = "protocol " + listener.protocol() + " is not supported yet, only HTTP is";
      problems.add(Condition.no("Accepted", "UnsupportedProtocol", capitalised(sentence) + "."));
      warn("not-supported", at.child("protocol"), sentence, "listener serves nothing until then");
    }
    addConflicts(listener, index, at, problems);
    return new ResolvedListener(
        gateway.id(), index, listener, boundPort(listener), kinds, problems);
  }

  private int boundPort(Gateway.Listener listener) {
    return boundPorts.getOrDefault(listener.port(), listener.port());
  }

  private static boolean speaksHttp(Gateway.Listener listener) {
    return listener.protocol().equals("HTTP");
  }

  private List<String> routeKinds(
      Gateway.Listener listener, FieldPath at, List<Condition> problems) {
    var all = Stream.of(Route.Type.values()).map(Route.Type::kind).toList();
    if (listener.kinds().isEmpty()) {
      return all;
    }
    Predicate<Gateway.RouteKind> known =
        kind -> kind.group().equals(Groups.GATEWAY) && all.contains(kind.kind());
    int place = 0;
    for (Gateway.RouteKind kind : listener.kinds()) {
      if (!known.test(kind)) {
        String sentence =
            "%s is not a route kind of an HTTP listener; it takes %s"
                .formatted(kind.kind(), String.join(" and ", all));
        problems.add(
            Condition.no(
                "ResolvedRefs",
                "InvalidRouteKinds",
                "%s is not supported, kind must be one of [%s]."
                    .formatted(kind.kind(), String.join(" ", all))));
        warn(
            "not-supported",
            at.child("allowedRoutes").child("kinds").item(place),
            sentence,
            "remove it; until then the listener does not serve");
      }
      place++;
    }
    return listener.kinds().stream()
        .filter(known)
        .map(Gateway.RouteKind::kind)
        .distinct()
        .sorted()
        .toList();
  }

  private void addConflicts(
      Gateway.Listener listener, int index, FieldPath at, List<Condition> problems) {
    List<Gateway.Listener> neighbours = new ArrayList<>();
    for (int i = 0; i < gateway.listeners().size(); i++) {
      Gateway.Listener other = gateway.listeners().get(i);
      if (i != index && other.port() == listener.port()) {
        neighbours.add(other);
      } else if (i < index && boundPort(other) == boundPort(listener)) {
        addPortTaken(listener, other, at, problems);
        return;
      }
    }
    var otherProtocols =
        names(neighbours, other -> !compatible(other.protocol(), listener.protocol()));
    var sameHostnames =
        names(
            neighbours,
            other ->
                compatible(other.protocol(), listener.protocol())
                    && other.hostname().equals(listener.hostname()));
    if (!otherProtocols.isEmpty()) {
      conflict(
          problems,
          at.child("protocol"),
          "ProtocolConflict",
          "All listeners for a given port must use a compatible protocol, conflicting listeners: "
              + otherProtocols,
          "port %d is shared with listeners of another protocol: %s"
              .formatted(listener.port(), otherProtocols));
    } else if (!sameHostnames.isEmpty()) {
      conflict(
          problems,
          at.child("hostname"),
          "HostnameConflict",
          "All listeners for a given port must use a unique hostname, conflicting listeners: "
              + sameHostnames,
          "port %d has other listeners for the same hostname: %s"
              .formatted(listener.port(), sameHostnames));
    }
  }

  private void addPortTaken(
      Gateway.Listener listener, Gateway.Listener other, FieldPath at, List<Condition> problems) {
    String sentence =
        "port %d would be bound as %d, which listener `%s` on port %d has taken"
            .formatted(listener.port(), boundPort(listener), other.name(), other.port());
    problems.add(Condition.no("Accepted", "PortUnavailable", capitalised(sentence) + "."));
    warn(
        "port-unavailable",
        at.child("port"),
        sentence,
        "ports below %d are bound %d higher"
            .formatted(FIRST_UNPRIVILEGED_PORT, PRIVILEGED_PORT_SHIFT));
  }

  private void conflict(
      List<Condition> problems, FieldPath at, String reason, String message, String sentence) {
    problems.add(Condition.yes("Conflicted", reason, message));
    warn("listener-conflict", at, sentence, "none of them serves until this is settled");
  }

  /** HTTPS and TLS can be told apart by the server name; UDP shares no port space with the rest. */
  private static boolean compatible(String one, String other) {
    return portUse(one).equals(portUse(other)) || one.equals("UDP") || other.equals("UDP");
  }

  private static String portUse(String protocol) {
    return protocol.equals("HTTPS") ? "TLS" : protocol;
  }

  private static String names(
      List<Gateway.Listener> listeners, Predicate<Gateway.Listener> filter) {
    return listeners.stream()
        .filter(filter)
        .map(Gateway.Listener::name)
        .collect(Collectors.joining(", "));
  }

  private void warn(String code, FieldPath path, String sentence, String hint) {
    findings.add(Finding.warning(code, path, sentence, hint).about(gateway.ref().toString()));
  }

  private static String capitalised(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
