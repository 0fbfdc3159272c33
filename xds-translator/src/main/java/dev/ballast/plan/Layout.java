package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.Hostnames;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of everything in one Gateway: ports, virtual hosts on them, slots in those. It knows no
 * policy, so most changes leave it alone.
 */
final class Layout {
  private final List<Port> ports;

  /** For each slot of each host, where its route stands and which of the route's slots it is. */
  private final IdentityHashMap<Host, long[]> places = new IdentityHashMap<>();

  private Layout(List<Port> ports, List<RouteSlots> routes) {
    this.ports = List.copyOf(ports);
    var bySlot = new IdentityHashMap<Slot, Long>();
    for (int route = 0; route < routes.size(); route++) {
      List<Slot> slots = routes.get(route).slots();
      for (int slot = 0; slot < slots.size(); slot++) {
        bySlot.put(slots.get(slot), ((long) route << Integer.SIZE) | slot);
      }
    }
    for (Port port : ports) {
      for (Host host : port.hosts()) {
        places.put(host, host.slots().stream().mapToLong(bySlot::get).toArray());
      }
    }
  }

  /**
   * A bound port, shared by the listeners on it.
   *
   * @param name of the first listener on it
   */
  record Port(String name, int number, List<Host> hosts) {}

  /**
   * @param name {@code <listener>/<hostname with dots as underscores>}
   * @param slots best match first
   */
  record Host(String name, String domain, List<Slot> slots) {}

  /**
   * Sees where each route stands.
   *
   * @param routes in order of precedence; the same list for as long as its elements are
   */
  record Source(ResolvedGateway gateway, List<RouteSlots> routes) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {gateway, routes};
    }
  }

  static Layout of(Source source, @Nullable Layout previous) {
    var names = new LinkedHashMap<Integer, String>();
    for (ResolvedListener listener : source.gateway().listeners()) {
      if (listener.serves()) {
        names.putIfAbsent(listener.boundPort(), listener.name());
      }
    }
    var slots = new HashMap<Integer, List<Slot>>();
    for (RouteSlots route : source.routes()) {
      for (Slot slot : route.slots()) {
        slots.computeIfAbsent(slot.listener().boundPort(), p -> new ArrayList<>()).add(slot);
      }
    }
    var known = knownHosts(previous);
    var ports = new ArrayList<Port>();
    names.forEach(
        (number, name) ->
            ports.add(
                new Port(
                    name,
                    number,
                    hosts(slots.getOrDefault(number, new ArrayList<>())).stream()
                        .map(host -> known.getOrDefault(host, host))
                        .toList())));
    return new Layout(ports, source.routes());
  }

  List<Port> ports() {
    return ports;
  }

  /**
   * What a host's slots have become.
   *
   * @param planned in the order of the routes of this layout
   */
  List<RoutePlan> routesOf(Host host, List<PlannedRoute> planned) {
    long[] ofHost = places.getOrDefault(host, new long[0]);
    var routes = new ArrayList<RoutePlan>(ofHost.length);
    for (long place : ofHost) {
      routes.add(planned.get((int) (place >>> Integer.SIZE)).routes().get((int) place));
    }
    return routes;
  }

  /** Hosts by themselves: a host that equals an older one is replaced by it. */
  private static Map<Host, Host> knownHosts(@Nullable Layout previous) {
    var known = new HashMap<Host, Host>();
    if (previous != null) {
      previous.ports().forEach(port -> port.hosts().forEach(host -> known.put(host, host)));
    }
    return known;
  }

  /**
   * Best match first. A hostname can reach a port through two listeners, one narrower than the
   * other: then it is one virtual host, and a route that came through both keeps what the narrower
   * listener gave it.
   */
  private static List<Host> hosts(List<Slot> slots) {
    slots.sort(Comparator.comparing(Slot::precedence));
    var hosts = new LinkedHashMap<String, LinkedHashMap<String, Slot>>();
    var names = new HashMap<String, String>();
    for (Slot slot : slots) {
      String hostname = slot.hostname();
      names.computeIfAbsent(
          hostname, h -> slot.listener().name() + "/" + RouteSlots.underscored(h));
      hosts
          .computeIfAbsent(hostname, h -> new LinkedHashMap<>())
          .merge(slot.name(), slot, Layout::narrower);
    }
    var made = new ArrayList<Host>();
    hosts.forEach(
        (hostname, chosen) ->
            made.add(
                new Host(
                    names.getOrDefault(hostname, hostname),
                    hostname,
                    List.copyOf(chosen.values()))));
    return made;
  }

  private static Slot narrower(Slot one, Slot other) {
    return Hostnames.MOST_SPECIFIC_FIRST.compare(
                other.listener().spec().hostname(), one.listener().spec().hostname())
            < 0
        ? other
        : one;
  }
}
