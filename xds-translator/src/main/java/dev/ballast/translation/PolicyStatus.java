package dev.ballast.translation;

import dev.ballast.source.Nodes;
import dev.ballast.topology.Condition;
import dev.ballast.topology.PolicyOutcome;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.topology.PolicyTarget;
import dev.ballast.topology.PolicyView;
import dev.ballast.topology.PolicyView.TargetView;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Groups;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Status of a policy: one entry for each ancestor.
 *
 * <p>A policy on a Gateway is judged in the light of the Gateway, one on a route in the light of
 * the Gateways above it. Two targets can so share an ancestor; when one of them works and the other
 * does not, the one that does not gets an entry of its own with the target itself as the ancestor,
 * so that each condition stays true.
 */
final class PolicyStatus {
  /** Source: {@code status.ancestors} of the CRD, {@code maxItems}. */
  private static final int MOST_ANCESTORS = 16;

  private final BackendTrafficPolicy policy;
  private final String controllerName;

  private PolicyStatus(PolicyView view) {
    this.policy = view.policy();
    this.controllerName = view.controllerName();
  }

  /** Empty when every target is another controller's. */
  static Optional<ObjectStatus> of(PolicyView view) {
    return new PolicyStatus(view).of(view.targets(), view.outcomes());
  }

  private record Part(PolicyTarget target, Condition accepted, Optional<Condition> overridden) {}

  private record Entry(Ancestor ancestor, List<Condition> conditions) {
    boolean isAccepted() {
      return conditions.getFirst().status();
    }

    boolean isOverridden() {
      return conditions.stream().anyMatch(c -> c.type().equals("Overridden"));
    }
  }

  private Optional<ObjectStatus> of(List<TargetView> targets, List<PolicyOutcome> outcomes) {
    var parts = new LinkedHashMap<Ancestor, List<Part>>();
    for (TargetView target : targets) {
      if (isShownOnAncestors(target.outcome())) {
        Part part = part(target);
        for (Ancestor ancestor : ancestors(target)) {
          parts.computeIfAbsent(ancestor, a -> new ArrayList<>()).add(part);
        }
      }
    }
    boolean allForeign =
        !outcomes.isEmpty()
            && outcomes.stream().allMatch(o -> o.verdict() instanceof Verdict.Foreign);
    if (allForeign) {
      return Optional.empty();
    }
    var warning = PolicyWarnings.of(policy, outcomes);
    var entries = entries(parts);
    if (entries.isEmpty()) {
      entries.add(withoutTarget(outcomes));
    }
    warning.ifPresent(w -> entries.forEach(entry -> entry.conditions().add(w)));
    return Optional.of(status(entries));
  }

  private static boolean isShownOnAncestors(PolicyOutcome outcome) {
    return !(outcome.verdict() instanceof Verdict.Foreign
        || outcome.verdict() instanceof Verdict.NotPermitted);
  }

  private List<Ancestor> ancestors(TargetView view) {
    PolicyTarget target = view.outcome().target();
    if (view.gateway().isPresent()) {
      return List.of(Ancestor.of(target, view.gateway().get().gatewayClass().controllerName()));
    }
    var route = view.route().orElse(null);
    if (route == null || route.attachments().isEmpty()) {
      return List.of(Ancestor.of(target, controllerName));
    }
    return route.attachments().stream()
        .map(
            attachment ->
                new Ancestor(
                    attachment.gateway().gateway().ref(),
                    attachment.parent().sectionName(),
                    attachment.gateway().gatewayClass().controllerName()))
        .distinct()
        .toList();
  }

  private Part part(TargetView view) {
    PolicyOutcome outcome = view.outcome();
    boolean attached = outcome.verdict() instanceof Verdict.Attached;
    return new Part(
        outcome.target(),
        accepted(outcome, view.route()),
        attached
            ? view.overridden().map(o -> Condition.yes("Overridden", "Overridden", o.message()))
            : Optional.empty());
  }

  private Condition accepted(PolicyOutcome outcome, Optional<ResolvedRoute> route) {
    PolicyTarget target = outcome.target();
    ObjectRef object = target.object();
    return switch (outcome.verdict()) {
      case Verdict.Attached() -> attached(object, route);
      case Verdict.Taken(var winner) ->
          Condition.no(
              "Accepted",
              "Conflicted",
              "Unable to target %s, another BackendTrafficPolicy has already attached to it: %s"
                  .formatted(contested(target), winner));
      case Verdict.TargetMissing() ->
          Condition.no(
              "Accepted", "TargetNotFound", "No %s %s found".formatted(object.kind(), object.id()));
      case Verdict.SectionMissing(var existing) ->
          Condition.no(
              "Accepted",
              "TargetNotFound",
              "No section name %s found for %s".formatted(target.section().orElse(""), object));
      case Verdict.KindUnsupported() ->
          Condition.no(
              "Accepted",
              "Invalid",
              "Policies on a %s are not supported yet.".formatted(object.kind()));
      case Verdict.NotPermitted(), Verdict.Foreign() ->
          throw new IllegalStateException("no condition is shown for " + outcome);
    };
  }

  private Condition attached(ObjectRef object, Optional<ResolvedRoute> route) {
    if (policy.isBroken()) {
      return Condition.no("Accepted", "Invalid", PolicyErrors.message(policy));
    }
    return route.isPresent() && route.get().attachments().isEmpty()
        ? Condition.no("Accepted", "TargetNotFound", "No Gateway found for " + object)
        : Condition.yes("Accepted", "Accepted", "Policy has been accepted.");
  }

  private static String contested(PolicyTarget target) {
    ObjectRef object = target.object();
    return target
        .section()
        .map(
            section ->
                target.isGateway()
                    ? "Listener " + object.id() + "/" + section
                    : "RouteRule " + object.id().name() + "/" + section)
        .orElse(object.kind() + " " + object.id().name());
  }

  private List<Entry> entries(Map<Ancestor, List<Part>> parts) {
    var entries = new LinkedHashMap<Ancestor, Entry>();
    parts.forEach(
        (ancestor, sharing) -> {
          boolean shown = verdictShownOn(ancestor, sharing);
          var agreeing = sharing.stream().filter(p -> p.accepted().status() == shown).toList();
          entries.put(ancestor, new Entry(ancestor, conditions(agreeing)));
          for (Part other : sharing) {
            if (other.accepted().status() != shown) {
              var own = Ancestor.of(other.target(), ancestor.controllerName());
              entries.putIfAbsent(own, new Entry(own, conditions(List.of(other))));
            }
          }
        });
    return new ArrayList<>(entries.values());
  }

  /** That of the target which is the ancestor itself, else good news. */
  private static boolean verdictShownOn(Ancestor ancestor, List<Part> sharing) {
    return sharing.stream()
        .filter(part -> Ancestor.of(part.target(), ancestor.controllerName()).equals(ancestor))
        .findFirst()
        .map(part -> part.accepted().status())
        .orElseGet(() -> sharing.stream().anyMatch(part -> part.accepted().status()));
  }

  private static List<Condition> conditions(List<Part> parts) {
    var conditions = new ArrayList<Condition>();
    Condition first = parts.getFirst().accepted();
    conditions.add(
        new Condition(
            first.type(),
            first.status(),
            first.reason(),
            parts.stream()
                .map(part -> part.accepted().message())
                .distinct()
                .collect(Collectors.joining("; "))));
    var overridden =
        parts.stream()
            .flatMap(part -> part.overridden().stream())
            .map(Condition::message)
            .distinct()
            .collect(Collectors.joining("; "));
    if (!overridden.isEmpty()) {
      conditions.add(Condition.yes("Overridden", "Overridden", overridden));
    }
    return conditions;
  }

  /** Nothing is aimed at: then only the policy itself can be the place to say so. */
  private Entry withoutTarget(List<PolicyOutcome> outcomes) {
    boolean forbidden =
        outcomes.stream().anyMatch(o -> o.verdict() instanceof Verdict.NotPermitted);
    var conditions = new ArrayList<Condition>();
    conditions.add(
        forbidden
            ? Condition.no("Accepted", "RefNotPermitted", "No selected target permits this policy.")
            : Condition.no("Accepted", "TargetNotFound", "No target found."));
    return new Entry(new Ancestor(policy.ref(), Optional.empty(), controllerName), conditions);
  }

  private ObjectStatus status(List<Entry> entries) {
    entries.sort(
        Comparator.comparing(Entry::isAccepted)
            .thenComparing(entry -> !entry.isOverridden())
            .thenComparing(entry -> entry.ancestor().object().id())
            .thenComparing(entry -> entry.ancestor().object().kind())
            .thenComparing(entry -> entry.ancestor().section().orElse(""))
            .thenComparing(entry -> entry.ancestor().controllerName()));
    var shown = entries;
    if (entries.size() > MOST_ANCESTORS) {
      shown = entries.subList(0, MOST_ANCESTORS);
      shown
          .getLast()
          .conditions()
          .add(
              Condition.yes(
                  "Aggregated",
                  "Aggregated",
                  "Ancestors have been truncated because the number of policy ancestors exceeds"
                      + " 16."));
    }
    return new ObjectStatus(
        Groups.ENVOY_GATEWAY,
        policy.ref(),
        Nodes.object()
            .with(
                "ancestors",
                Nodes.array(
                    shown.stream()
                        .map(
                            entry ->
                                Nodes.object()
                                    .with("ancestorRef", entry.ancestor().reference())
                                    .with("controllerName", entry.ancestor().controllerName())
                                    .with(
                                        "conditions",
                                        StatusTree.conditions(
                                            policy.metadata(), entry.conditions()))
                                    .build())
                        .toList()))
            .build());
  }
}
