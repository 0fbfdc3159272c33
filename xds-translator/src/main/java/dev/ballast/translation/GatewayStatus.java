package dev.ballast.translation;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.topology.Condition;
import dev.ballast.topology.ResolvedGateway;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Status of Gateways and their classes. */
final class GatewayStatus {
  private GatewayStatus() {}

  static ObjectStatus of(GatewayClass gatewayClass) {
    var accepted = Condition.yes("Accepted", "Accepted", "Valid GatewayClass");
    return new ObjectStatus(
        Groups.GATEWAY,
        gatewayClass.ref(),
        Nodes.object()
            .with("conditions", StatusTree.conditions(gatewayClass.metadata(), List.of(accepted)))
            .build());
  }

  /**
   * @param attachedRoutes number of routes by listener name
   */
  static ObjectStatus of(ResolvedGateway gateway, Map<String, Integer> attachedRoutes) {
    return new ObjectStatus(
        Groups.GATEWAY,
        gateway.gateway().ref(),
        Nodes.object()
            .with(
                "conditions",
                StatusTree.conditions(
                    gateway.gateway().metadata(), List.of(accepted(gateway), programmed(gateway))))
            .with(
                "listeners",
                Nodes.array(
                    gateway.listeners().stream()
                        .map(
                            listener ->
                                listener(
                                    gateway,
                                    listener,
                                    attachedRoutes.getOrDefault(listener.name(), 0)))
                        .toList()))
            .build());
  }

  private static Condition accepted(ResolvedGateway gateway) {
    var bad = gateway.listeners().stream().filter(l -> !l.serves()).toList();
    if (bad.isEmpty()) {
      return Condition.yes("Accepted", "Accepted", "The Gateway has been scheduled by Ballast");
    }
    String names = bad.stream().map(l -> l.spec().name()).collect(Collectors.joining(", "));
    return bad.size() < gateway.listeners().size()
        ? Condition.yes("Accepted", "ListenersNotValid", "Listeners not valid: " + names)
        : Condition.no("Accepted", "ListenersNotValid", "No listeners are valid: " + names);
  }

  private static Condition programmed(ResolvedGateway gateway) {
    return gateway.listeners().stream().anyMatch(ResolvedListener::serves)
        ? Condition.yes("Programmed", "Programmed", "Configuration is ready for the data plane")
        : Condition.no("Programmed", "Invalid", "No listener can be served");
  }

  private static Node listener(
      ResolvedGateway gateway, ResolvedListener listener, int attachedRoutes) {
    return Nodes.object()
        .with("name", listener.spec().name())
        .with(
            "supportedKinds",
            Nodes.array(
                listener.supportedKinds().stream()
                    .map(
                        kind ->
                            Nodes.object().with("group", Groups.GATEWAY).with("kind", kind).build())
                    .toList()))
        .with("attachedRoutes", attachedRoutes)
        .with(
            "conditions", StatusTree.conditions(gateway.gateway().metadata(), conditions(listener)))
        .build();
  }

  private static List<Condition> conditions(ResolvedListener listener) {
    if (listener.serves()) {
      return List.of(
          Condition.yes(
              "Programmed",
              "Programmed",
              "Sending translated listener configuration to the data plane"),
          Condition.yes("Accepted", "Accepted", "Listener has been successfully translated"),
          Condition.yes("ResolvedRefs", "ResolvedRefs", "Listener references have been resolved"));
    }
    // A list by type: of two problems of one type the first one is shown.
    var conditions = new ArrayList<Condition>();
    for (Condition problem : listener.problems()) {
      if (conditions.stream().noneMatch(c -> c.type().equals(problem.type()))) {
        conditions.add(problem);
      }
    }
    conditions.add(
        Condition.no(
            "Programmed", "Invalid", "Listener is invalid, see other Conditions for details."));
    return conditions;
  }
}
