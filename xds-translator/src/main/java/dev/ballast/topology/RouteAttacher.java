package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attaches one route to the listeners its parentRefs name. */
final class RouteAttacher {
  private static final FieldPath PARENTS = FieldPath.of("spec", "parentRefs");

  private final RouteInputs inputs;

  RouteAttacher(RouteInputs inputs) {
    this.inputs = inputs;
  }

  List<Attachment> attach(List<Finding> findings) {
    Route route = inputs.route();
    var attachments = new ArrayList<Attachment>();
    if (route.parents().isEmpty()) {
      findings.add(
          Finding.warning(
                  "no-parent",
                  PARENTS,
                  "the %s names no parent, so it is attached to nothing".formatted(route.kind()),
                  "name a Gateway")
              .about(route.ref().toString()));
    }
    int index = 0;
    for (Route.ParentRef parent : route.parents()) {
      RouteInputs.Parent found = inputs.parents().get(index);
      FieldPath at = PARENTS.item(index++);
      ResolvedGateway gateway = found.ours();
      if (gateway == null) {
        foreignParent(route, parent, found.exists())
            .map(f -> Finding.warning(f.code(), at, f.sentence(), f.hint()))
            .ifPresent(f -> findings.add(f.about(route.ref().toString())));
        continue;
      }
      attachments.add(new Attempt(route, parent, gateway, at, findings).attach());
    }
    return attachments;
  }

  /** A Gateway of somebody else is not our business; everything else is worth a word. */
  private static Optional<Finding> foreignParent(
      Route route, Route.ParentRef parent, boolean exists) {
    if (!parent.isGateway()) {
      return Optional.of(
          Finding.warning(
              "not-supported",
              FieldPath.ROOT,
              "%s as a parent is not supported yet".formatted(parent.kind()),
              "attach the route to a Gateway"));
    }
    if (!exists) {
      return Optional.of(
          Finding.warning(
              "parent-not-found",
              FieldPath.ROOT,
              "Gateway %s does not exist, so the %s is attached to nothing"
                  .formatted(parent.id(), route.kind()),
              ""));
    }
    return Optional.empty();
  }

  private final class Attempt {
    private final Route route;
    private final Route.ParentRef parent;
    private final ResolvedGateway gateway;
    private final FieldPath at;
    private final List<Finding> findings;
    private @Nullable Map<String, String> namespaceLabels;

    Attempt(
        Route route,
        Route.ParentRef parent,
        ResolvedGateway gateway,
        FieldPath at,
        List<Finding> findings) {
      this.route = route;
      this.parent = parent;
      this.gateway = gateway;
      this.at = at;
      this.findings = findings;
    }

    Attachment attach() {
      var named = gateway.listeners().stream().filter(this::isNamed).toList();
      if (named.isEmpty()) {
        return refused(
            "NoMatchingParent",
            "No listeners match this parent ref",
            "no-matching-parent",
            noListener());
      }
      var allowing = named.stream().filter(this::allows).toList();
      if (allowing.isEmpty()) {
        return refused(
            "NotAllowedByListeners",
            "No listeners included by this parent ref allowed this attachment.",
            "not-allowed-by-listeners",
            whyNotAllowed(named));
      }
      var bindings = new ArrayList<Attachment.Binding>();
      for (ResolvedListener listener : allowing) {
        var hostnames =
            Hostnames.intersect(
                route.hostnames(), listener.spec().hostname(), hostnamesOfOthers(listener));
        if (!hostnames.isEmpty()) {
          bindings.add(new Attachment.Binding(listener, hostnames));
        }
      }
      if (bindings.isEmpty()) {
        return refused(
            "NoMatchingListenerHostname",
            "There were no hostname intersections between the %s and this parent ref's Listener(s)."
                .formatted(route.kind()),
            "no-matching-hostname",
            "none of the hostnames %s is served by Gateway %s, which has %s"
                .formatted(list(route.hostnames()), gateway.id(), hostnames(allowing)));
      }
      return new Attachment(
          parent, gateway, Condition.yes("Accepted", "Accepted", "Route is accepted"), bindings);
    }

    private Attachment refused(String reason, String message, String code, String sentence) {
      findings.add(Finding.warning(code, at, sentence, "").about(route.ref().toString()));
      return new Attachment(parent, gateway, Condition.no("Accepted", reason, message), List.of());
    }

    private boolean isNamed(ResolvedListener listener) {
      return parent.sectionName().map(listener.spec().name()::equals).orElse(true)
          && (parent.port().isEmpty() || parent.port().getAsInt() == listener.spec().port());
    }

    private boolean allows(ResolvedListener listener) {
      return listener.supportedKinds().contains(route.kind()) && allowsNamespace(listener);
    }

    private boolean allowsNamespace(ResolvedListener listener) {
      String namespace = route.id().namespace();
      var labels = namespaceLabels;
      if (labels == null) {
        labels = inputs.namespaceLabels();
        namespaceLabels = labels;
      }
      return listener.spec().namespaces().covers(gateway.id().namespace(), namespace, labels);
    }

    private Set<String> hostnamesOfOthers(ResolvedListener listener) {
      var taken = new HashSet<String>();
      for (ResolvedListener other : gateway.listeners()) {
        if (other.index() != listener.index() && other.spec().port() == listener.spec().port()) {
          other.spec().hostname().ifPresent(taken::add);
        }
      }
      return taken;
    }

    private String noListener() {
      String wanted =
          parent.sectionName().map(s -> "listener `" + s + "`").orElse("listener")
              + (parent.port().isPresent() ? " on port " + parent.port().getAsInt() : "");
      String offered =
          gateway.listeners().stream()
              .map(l -> "%s (%d)".formatted(l.spec().name(), l.spec().port()))
              .collect(Collectors.joining(", "));
      return "Gateway %s has no %s; it offers %s".formatted(gateway.id(), wanted, offered);
    }

    private String whyNotAllowed(List<ResolvedListener> named) {
      return named.stream()
          .map(
              listener ->
                  "listener `%s` of Gateway %s takes no %s"
                      .formatted(
                          listener.spec().name(),
                          gateway.id(),
                          listener.supportedKinds().contains(route.kind())
                              ? "routes from namespace `" + route.id().namespace() + "`"
                              : route.kind()))
          .collect(Collectors.joining("; "));
    }

    private static String hostnames(List<ResolvedListener> listeners) {
      return list(listeners.stream().map(l -> l.spec().hostname().orElse(Hostnames.ANY)).toList());
    }

    private static String list(List<String> names) {
      return names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    }
  }
}
