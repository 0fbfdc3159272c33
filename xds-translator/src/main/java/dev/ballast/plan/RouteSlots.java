package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.Attachment;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.ObjectId;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Where one route stands in one Gateway.
 *
 * @param listeners the listeners that serve it, in the Gateway's order
 * @param slots by rule, listener, match and hostname
 */
record RouteSlots(ResolvedRoute route, List<ResolvedListener> listeners, List<Slot> slots) {

  /** Sees one route. */
  record Source(ResolvedGateway gateway, ResolvedRoute route) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {gateway, route};
    }
  }

  static RouteSlots of(Source source) {
    ResolvedRoute route = source.route();
    var bindings = bindings(route, source.gateway().id());
    var slots = new ArrayList<Slot>();
    for (ResolvedRule rule : route.rules()) {
      for (Attachment.Binding binding : bindings) {
        List<Route.Match> matches = rule.rule().matches();
        if (matches.isEmpty()) {
          add(route, rule, -1, RequestMatches.ANYTHING, binding, slots);
        }
        for (int i = 0; i < matches.size(); i++) {
          add(route, rule, i, RequestMatches.of(matches.get(i)), binding, slots);
        }
      }
    }
    return new RouteSlots(
        route, bindings.stream().map(Attachment.Binding::listener).toList(), List.copyOf(slots));
  }

  /** The listeners of a route with all hostnames it has there, in the Gateway's order. */
  private static List<Attachment.Binding> bindings(ResolvedRoute route, ObjectId gateway) {
    var bindings = new TreeMap<Integer, Attachment.Binding>();
    for (Attachment attachment : route.attachments()) {
      if (attachment.gateway().id().equals(gateway)) {
        for (Attachment.Binding binding : attachment.bindings()) {
          if (binding.listener().serves()) {
            // Two parentRefs may name one listener; its hostnames are the same both times.
            bindings.putIfAbsent(binding.listener().index(), binding);
          }
        }
      }
    }
    return List.copyOf(bindings.values());
  }

  private static void add(
      ResolvedRoute route,
      ResolvedRule rule,
      int matchIndex,
      RouteMatch match,
      Attachment.Binding binding,
      List<Slot> slots) {
    for (String hostname : binding.hostnames()) {
      String name =
          prefix(route.route())
              + "/rule/"
              + rule.index()
              + "/match/"
              + matchIndex
              + "/"
              + underscored(hostname);
      slots.add(new Slot(name, hostname, rule.index(), binding.listener(), match));
    }
  }

  static String prefix(Route route) {
    return route.kind().toLowerCase(Locale.ROOT) + "/" + route.id();
  }

  static String underscored(String hostname) {
    return hostname.replace('.', '_');
  }
}
