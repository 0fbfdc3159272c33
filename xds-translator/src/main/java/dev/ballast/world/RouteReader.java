package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import dev.ballast.source.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** HTTPRoute and GRPCRoute. */
final class RouteReader {
  private static final FieldPath RULES = FieldPath.of("spec", "rules");
  private static final Set<String> RULE_FIELDS = Set.of("name", "matches", "backendRefs");
  private static final Set<String> BACKEND_FIELDS =
      Set.of("group", "kind", "namespace", "name", "port", "weight");

  private RouteReader() {}

  static Route read(Route.Type type, Metadata metadata, Tree spec) {
    String namespace = metadata.id().namespace();
    var rules = new ArrayList<Route.Rule>();
    for (Tree rule : spec.child("rules").items()) {
      rules.add(rule(type, namespace, rule, rules.size()));
    }
    return new Route(
        type,
        metadata,
        spec.child("parentRefs").items().stream().map(ref -> parent(namespace, ref)).toList(),
        spec.texts("hostnames").stream().map(h -> h.toLowerCase(Locale.ROOT)).distinct().toList(),
        rules);
  }

  private static Route.ParentRef parent(String namespace, Tree ref) {
    return new Route.ParentRef(
        ref.text("group").orElse(Groups.GATEWAY),
        ref.text("kind").orElse(Gateway.KIND),
        ref.text("namespace").orElse(namespace),
        ref.text("namespace"),
        ref.text("name").orElse(""),
        ref.text("sectionName").filter(s -> !s.isEmpty()),
        ref.integer("port"));
  }

  private static Route.Rule rule(Route.Type type, String namespace, Tree rule, int index) {
    return new Route.Rule(
        rule.text("name").filter(name -> !name.isEmpty()),
        rule.child("matches").items().stream()
            .map(m -> type == Route.Type.HTTP ? httpMatch(m) : grpcMatch(m))
            .toList(),
        rule.child("backendRefs").items().stream().map(ref -> backend(namespace, ref)).toList(),
        unsupported(rule, RULES.item(index)));
  }

  private static Route.Match httpMatch(Tree match) {
    Tree path = match.child("path");
    return new Route.HttpMatch(
        path.text("type").orElse("PathPrefix"),
        path.text("value").orElse("/"),
        comparisons(match.child("headers")),
        comparisons(match.child("queryParams")),
        match.text("method"));
  }

  private static Route.Match grpcMatch(Tree match) {
    Tree method = match.child("method");
    return new Route.GrpcMatch(
        method.text("type").orElse("Exact").equals("RegularExpression"),
        method.text("service").filter(s -> !s.isEmpty()),
        method.text("method").filter(s -> !s.isEmpty()),
        comparisons(match.child("headers")));
  }

  private static List<Route.Comparison> comparisons(Tree list) {
    return list.items().stream()
        .map(
            item ->
                new Route.Comparison(
                    item.text("name").orElse(""),
                    item.text("value").orElse(""),
                    item.text("type").orElse("Exact").equals("RegularExpression")))
        .toList();
  }

  private static Route.BackendRef backend(String namespace, Tree ref) {
    return new Route.BackendRef(
        ref.text("group").orElse(Groups.CORE),
        ref.text("kind").orElse(Service.KIND),
        ref.text("namespace").orElse(namespace),
        ref.text("name").orElse(""),
        ref.integer("port"),
        ref.integer("weight").orElse(1));
  }

  private static List<FieldPath> unsupported(Tree rule, FieldPath at) {
    var paths = new ArrayList<FieldPath>();
    addUnknown(rule, RULE_FIELDS, at, paths);
    int index = 0;
    for (Tree ref : rule.child("backendRefs").items()) {
      addUnknown(ref, BACKEND_FIELDS, at.child("backendRefs").item(index++), paths);
    }
    return paths;
  }

  private static void addUnknown(Tree tree, Set<String> known, FieldPath at, List<FieldPath> out) {
    for (String field : tree.fields()) {
      // An empty list asks for nothing.
      boolean asks =
          !(tree.child(field).node().orElse(null) instanceof Node.ArrayNode array
              && array.items().isEmpty());
      if (!known.contains(field) && asks) {
        out.add(at.child(field));
      }
    }
  }
}
