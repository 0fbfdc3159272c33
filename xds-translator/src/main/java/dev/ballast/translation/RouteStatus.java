package dev.ballast.translation;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.topology.Attachment;
import dev.ballast.topology.Condition;
import dev.ballast.topology.ResolvedBackend;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.Groups;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Status of a route: one entry for each parentRef that leads to a Gateway of ours. */
final class RouteStatus {
  private RouteStatus() {}

  /** Empty when no parent is ours. */
  static Optional<ObjectStatus> of(ResolvedRoute route) {
    if (route.attachments().isEmpty()) {
      return Optional.empty();
    }
    var rest = conditionsOfRules(route);
    return Optional.of(
        new ObjectStatus(
            Groups.GATEWAY,
            route.route().ref(),
            Nodes.object()
                .with(
                    "parents",
                    Nodes.array(
                        route.attachments().stream()
                            .map(attachment -> parent(route, attachment, rest))
                            .toList()))
                .build()));
  }

  private static Node parent(ResolvedRoute route, Attachment attachment, List<Condition> rest) {
    var conditions = new ArrayList<Condition>();
    conditions.add(accepted(route, attachment));
    conditions.addAll(rest);
    return Nodes.object()
        .with("parentRef", reference(attachment.parent()))
        .with("controllerName", attachment.gateway().gatewayClass().controllerName())
        .with("conditions", StatusTree.conditions(route.route().metadata(), conditions))
        .build();
  }

  private static Node reference(Route.ParentRef parent) {
    var node = Nodes.object().with("group", parent.group()).with("kind", parent.kind());
    parent.writtenNamespace().ifPresent(namespace -> node.with("namespace", namespace));
    node.with("name", parent.name());
    parent.sectionName().ifPresent(section -> node.with("sectionName", section));
    parent.port().ifPresent(port -> node.with("port", port));
    return node.build();
  }

  private static Condition accepted(ResolvedRoute route, Attachment attachment) {
    boolean nothingWorks =
        !route.rules().isEmpty() && route.rules().stream().noneMatch(ResolvedRule::isSupported);
    return attachment.accepted().status() && nothingWorks
        ? Condition.no("Accepted", "UnsupportedValue", dropped(route))
        : attachment.accepted();
  }

  private static List<Condition> conditionsOfRules(ResolvedRoute route) {
    var conditions = new ArrayList<Condition>();
    long unsupported = route.rules().stream().filter(rule -> !rule.isSupported()).count();
    if (unsupported > 0 && unsupported < route.rules().size()) {
      conditions.add(Condition.yes("PartiallyInvalid", "UnsupportedValue", dropped(route)));
    }
    conditions.add(resolvedRefs(route));
    backendsAvailable(route).ifPresent(conditions::add);
    return conditions;
  }

  private static String dropped(ResolvedRoute route) {
    var bad = route.rules().stream().filter(rule -> !rule.isSupported()).toList();
    String indexes =
        bad.stream().map(rule -> String.valueOf(rule.index())).collect(Collectors.joining(" "));
    String fields =
        bad.stream()
            .flatMap(rule -> rule.rule().unsupported().stream())
            .map(FieldPath::toString)
            .collect(Collectors.joining(", "));
    return "Dropped Rule(s) [%s]: not supported yet: %s".formatted(indexes, fields);
  }

  private static Condition resolvedRefs(ResolvedRoute route) {
    var reasons = new LinkedHashSet<String>();
    var messages = new ArrayList<String>();
    for (ResolvedRule rule : route.rules()) {
      for (ResolvedBackend backend : rule.backends()) {
        if (backend
            instanceof ResolvedBackend.Broken(int index, int weight, var reason, var message)) {
          reasons.add(reason);
          messages.add(
              "Failed to process route rule %d backendRef %d: %s."
                  .formatted(rule.index(), index, message));
        }
      }
    }
    return reasons.isEmpty()
        ? Condition.yes(
            "ResolvedRefs", "ResolvedRefs", "Resolved all the Object references for the Route")
        : Condition.no("ResolvedRefs", String.join(",", reasons), String.join(" ", messages));
  }

  private static Optional<Condition> backendsAvailable(ResolvedRoute route) {
    String empty =
        route.rules().stream()
            .flatMap(rule -> rule.backends().stream())
            .filter(ResolvedBackend.Empty.class::isInstance)
            .map(backend -> ((ResolvedBackend.Empty) backend).message() + ".")
            .distinct()
            .collect(Collectors.joining(" "));
    return empty.isEmpty()
        ? Optional.empty()
        : Optional.of(Condition.no("BackendsAvailable", "EndpointsNotFound", empty));
  }
}
