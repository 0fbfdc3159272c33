package dev.ballast.translation;

import dev.ballast.finding.Finding;
import dev.ballast.plan.AssignmentPlan;
import dev.ballast.plan.ClusterPlan;
import dev.ballast.plan.GatewayPlan;
import dev.ballast.plan.RouteAction;
import dev.ballast.plan.RoutePlan;
import dev.ballast.plan.VirtualHostPlan;
import dev.ballast.source.Node;
import dev.ballast.world.ObjectId;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A translated world and short questions about it; the Gateway is {@code shop/eg}. */
record Translated(Translation translation, GatewayPlan plan) {
  private static final ObjectId EG = new ObjectId("shop", "eg");

  static Translated of(String... documents) {
    return of(Yaml.world(documents));
  }

  static Translated of(World world) {
    return new Translated(
        Translator.translate(world, TranslationOptions.offline()),
        Objects.requireNonNull(Translator.plans(world, TranslationOptions.offline()).get(EG)));
  }

  List<VirtualHostPlan> hosts() {
    return plan.routeConfigurations().stream().flatMap(c -> c.virtualHosts().stream()).toList();
  }

  List<RoutePlan> routes() {
    return hosts().stream().flatMap(h -> h.routes().stream()).toList();
  }

  RouteAction onlyAction() {
    var actions = routes().stream().map(RoutePlan::action).distinct().toList();
    if (actions.size() != 1) {
      throw new AssertionError("more than one action: " + actions);
    }
    return actions.getFirst();
  }

  List<String> clusters() {
    return plan.clusters().stream().map(ClusterPlan::name).toList();
  }

  ClusterPlan cluster(String name) {
    return plan.clusters().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  AssignmentPlan assignment(String cluster) {
    return plan.assignments().stream()
        .filter(a -> a.cluster().equals(cluster))
        .findFirst()
        .orElseThrow();
  }

  /** The policy of each route, {@code -} for none. */
  List<String> policies() {
    return routes().stream().map(r -> r.policy().map(ObjectId::name).orElse("-")).toList();
  }

  /** {@code code path: sentence} of all findings about an object. */
  List<String> findings(String object) {
    return translation.findings().stream()
        .filter(f -> f.object().equals(Optional.of(object)))
        .map(Translated::line)
        .toList();
  }

  private static String line(Finding finding) {
    return finding.code() + " " + finding.path() + ": " + finding.sentence();
  }

  Optional<Node> status(String object) {
    return translation.statuses().stream()
        .filter(s -> s.object().toString().equals(object))
        .map(ObjectStatus::status)
        .findFirst();
  }

  /** Conditions as {@code where type=status reason: message}. */
  List<String> conditions(String object) {
    var lines = new ArrayList<String>();
    status(object).ifPresent(node -> collect(node, "", lines));
    return lines;
  }

  private static void collect(Node node, String where, List<String> lines) {
    if (!(node instanceof Node.ObjectNode object)) {
      return;
    }
    String here = label(object, where);
    for (Node.Member member : object.members()) {
      if (member.value() instanceof Node.ArrayNode(var items, var span)) {
        for (Node item : items) {
          if (member.name().equals("conditions")) {
            lines.add(here + condition((Node.ObjectNode) item));
          } else {
            collect(item, here, lines);
          }
        }
      }
    }
  }

  private static String label(Node.ObjectNode object, String where) {
    for (String reference : List.of("ancestorRef", "parentRef")) {
      if (object.get(reference).orElse(null) instanceof Node.ObjectNode ref) {
        return text(ref, "kind")
            + " "
            + text(ref, "name")
            + (ref.get("sectionName").isPresent() ? "/" + text(ref, "sectionName") : "")
            + " ";
      }
    }
    return object.get("name").isPresent() ? text(object, "name") + " " : where;
  }

  private static String condition(Node.ObjectNode node) {
    return text(node, "type")
        + "="
        + text(node, "status")
        + " "
        + text(node, "reason")
        + ": "
        + text(node, "message");
  }

  private static String text(Node.ObjectNode node, String name) {
    return node.get(name).orElse(null) instanceof Node.TextNode(var value, var span) ? value : "";
  }
}
