package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a policy does not apply because something below its target has a policy of its own. */
public final class Overrides {
  /**
   * What takes precedence over the policy on one target.
   *
   * @param listeners {@code ns/gateway/listener}
   * @param routes routes that have a policy, or a rule with one
   * @param rules names of rules
   */
  public record Overridden(
      SortedSet<String> listeners, SortedSet<ObjectRef> routes, SortedSet<String> rules) {
    Overridden() {
      this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** As the peer words it. */
    public String message() {
      if (!rules.isEmpty()) {
        return "This policy is being overridden by other backendTrafficPolicy for these route"
            + " rules: "
            + brackets(rules);
      }
      var parts = new ArrayList<String>();
      if (!listeners.isEmpty()) {
        parts.add("these gateway listeners: " + brackets(listeners));
      }
      if (!routes.isEmpty()) {
        parts.add("these routes: " + brackets(routeNames()));
      }
      return "This policy is being overridden by other backendTrafficPolicies for "
          + String.join(" and ", parts);
    }

    /** The kind is added only where two kinds share a name. */
    private List<String> routeNames() {
      Map<ObjectId, Long> uses =
          routes.stream().collect(Collectors.groupingBy(ObjectRef::id, Collectors.counting()));
      return routes.stream()
          .map(r -> uses.getOrDefault(r.id(), 0L) > 1 ? r.kind() + "/" + r.id() : r.id().toString())
          .sorted()
          .toList();
    }

    private static String brackets(Iterable<String> names) {
      return "[" + String.join(" ", names) + "]";
    }
  }

  private final PolicyAttachments attachments;
  private final Map<PolicyTarget, Overridden> byTarget = new HashMap<>();

  private Overrides(PolicyAttachments attachments) {
    this.attachments = attachments;
  }

  /** Sees who is where, and which policy sits on whom. */
  record Sources(
      SortedMap<ObjectId, ResolvedGateway> gateways,
      RouteTable routes,
      PolicyAttachments attachments)
      implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {gateways, routes, attachments};
    }
  }

  static Overrides of(Sources sources, @Nullable Overrides previous) {
    var overrides = new Overrides(sources.attachments());
    sources.gateways().values().forEach(overrides::addListeners);
    sources.routes().inOrder().forEach(overrides::addRoute);
    if (previous != null) {
      overrides.byTarget.replaceAll(
          (target, now) -> {
            Overridden before = previous.byTarget.get(target);
            return now.equals(before) ? before : now;
          });
    }
    return overrides;
  }

  /** Empty when nothing takes precedence. */
  public Optional<Overridden> of(PolicyTarget target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  private void addListeners(ResolvedGateway gateway) {
    for (ResolvedListener listener : gateway.listeners()) {
      attachments
          .owner(PolicyTarget.listener(listener))
          .filter(owner -> isOverridden(PolicyTarget.gateway(gateway.id()), Set.of(owner)))
          .ifPresent(
              owner ->
                  overridden(PolicyTarget.gateway(gateway.id())).listeners().add(listener.name()));
    }
  }

  private void addRoute(ResolvedRoute route) {
    var whole = new PolicyTarget(route.route().ref(), Optional.empty());
    var owners = new HashSet<ObjectId>();
    for (ResolvedRule rule : route.rules()) {
      rule.rule()
          .name()
          .flatMap(name -> attachments.owner(new PolicyTarget(whole.object(), Optional.of(name))))
          .ifPresent(
              owner -> {
                owners.add(owner);
                if (isOverridden(whole, Set.of(owner))) {
                  overridden(whole).rules().add(rule.rule().name().orElseThrow());
                }
              });
    }
    attachments.owner(whole).ifPresent(owners::add);
    if (!owners.isEmpty()) {
      addAbove(route, owners);
    }
  }

  private void addAbove(ResolvedRoute route, Set<ObjectId> owners) {
    for (Attachment attachment : route.attachments()) {
      for (Attachment.Binding binding : attachment.bindings()) {
        for (PolicyTarget above :
            List.of(
                PolicyTarget.listener(binding.listener()),
                PolicyTarget.gateway(attachment.gateway().id()))) {
          if (isOverridden(above, owners)) {
            overridden(above).routes().add(route.route().ref());
          }
        }
      }
    }
  }

  private boolean isOverridden(PolicyTarget target, Set<ObjectId> owners) {
    return attachments
        .owner(target)
        .map(policy -> owners.stream().anyMatch(owner -> !owner.equals(policy)))
        .orElse(false);
  }

  private Overridden overridden(PolicyTarget target) {
    return byTarget.computeIfAbsent(target, t -> new Overridden());
  }
}
