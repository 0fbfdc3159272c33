package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import java.util.Locale;
import java.util.Set;

/** GatewayClass, Gateway and ReferenceGrant. */
final class GatewayReader {
  private static final FieldPath SPEC = FieldPath.of("spec");

  /** {@code infrastructure} is for those who run Envoys; it says nothing of what they are sent. */
  private static final Set<String> ACTED_ON =
      Set.of("gatewayClassName", "infrastructure", "listeners");

  private GatewayReader() {}

  static GatewayClass gatewayClass(Metadata metadata, Tree spec) {
    return new GatewayClass(metadata, spec.text("controllerName").orElse(""));
  }

  static Gateway gateway(Metadata metadata, Tree spec) {
    return new Gateway(
        metadata,
        spec.text("gatewayClassName").orElse(""),
        spec.child("listeners").items().stream().map(GatewayReader::listener).toList(),
        spec.fields().stream()
            .filter(field -> !ACTED_ON.contains(field))
            .map(SPEC::child)
            .toList());
  }

  private static Gateway.Listener listener(Tree listener) {
    Tree allowed = listener.child("allowedRoutes");
    return new Gateway.Listener(
        listener.text("name").orElse(""),
        listener.text("hostname").filter(h -> !h.isEmpty()).map(h -> h.toLowerCase(Locale.ROOT)),
        listener.integer("port").orElse(0),
        listener.text("protocol").orElse(""),
        allowed.child("kinds").items().stream()
            .map(
                kind ->
                    new Gateway.RouteKind(
                        kind.text("group").orElse(Groups.GATEWAY), kind.text("kind").orElse("")))
            .toList(),
        namespaces(allowed.child("namespaces")));
  }

  static NamespaceScope namespaces(Tree namespaces) {
    return switch (namespaces.text("from").orElse("Same")) {
      case "All" -> new NamespaceScope.All();
      case "Selector" -> new NamespaceScope.Selected(selector(namespaces.child("selector")));
      default -> new NamespaceScope.Same();
    };
  }

  /** Reads {@code matchLabels} and {@code matchExpressions}, wherever they stand. */
  static LabelSelector selector(Tree selector) {
    return new LabelSelector(
        selector.textMap("matchLabels"),
        selector.child("matchExpressions").items().stream()
            .map(
                expression ->
                    new LabelSelector.Expression(
                        expression.text("key").orElse(""),
                        expression.text("operator").orElse(""),
                        expression.texts("values")))
            .toList());
  }

  static ReferenceGrant grant(Metadata metadata, Tree spec) {
    return new ReferenceGrant(
        metadata,
        spec.child("from").items().stream()
            .map(
                from ->
                    new ReferenceGrant.From(
                        from.text("group").orElse(""),
                        from.text("kind").orElse(""),
                        from.text("namespace").orElse("")))
            .toList(),
        spec.child("to").items().stream()
            .map(
                to ->
                    new ReferenceGrant.To(
                        to.text("group").orElse(""),
                        to.text("kind").orElse(""),
                        to.text("name").filter(name -> !name.isEmpty())))
            .toList());
  }
}
