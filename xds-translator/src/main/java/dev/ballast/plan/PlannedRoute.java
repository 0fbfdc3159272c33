package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRoute;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One route under the policies that apply to it.
 *
 * @param routes one for each slot, in the order of slots
 * @param clusters what they need
 */
record PlannedRoute(List<RoutePlan> routes, List<ClusterSource> clusters) {

  /**
   * Sees one route and its policies.
   *
   * @param policies as in {@link AppliedPolicies}
   */
  record Source(RouteSlots slots, List<Optional<BackendTrafficPolicy>> policies) implements Inputs {
    @Override
    public @Nullable Object[] parts() {
      @Nullable Object[] parts = new @Nullable Object[1 + policies.size()];
      parts[0] = slots;
      for (int i = 0; i < policies.size(); i++) {
        parts[i + 1] = policies.get(i).orElse(null);
      }
      return parts;
    }
  }

  static PlannedRoute of(Source source, @Nullable PlannedRoute previous) {
    return new Planning(source.slots(), source.policies()).plan(previous);
  }

  /** One rule under one policy. */
  private record RulePlan(RulePlanner planner, RouteAction action) {}

  private record Place(int rule, int listener) {}

  private static final class Planning {
    private final RouteSlots slots;
    private final List<Optional<BackendTrafficPolicy>> policies;
    private final List<ClusterSource> clusters = new ArrayList<>();
    private final Map<Place, RulePlan> plans = new HashMap<>();

    Planning(RouteSlots slots, List<Optional<BackendTrafficPolicy>> policies) {
      this.slots = slots;
      this.policies = policies;
    }

    PlannedRoute plan(@Nullable PlannedRoute previous) {
      int next = 0;
      for (ResolvedRule rule : slots.route().rules()) {
        var variants = new Variants(slots.route(), rule);
        for (ResolvedListener listener : slots.listeners()) {
          plans.put(
              new Place(rule.index(), listener.index()),
              variants.on(listener, policies.get(next++)));
        }
      }
      return new PlannedRoute(routes(previous), List.copyOf(clusters));
    }

    /** Equal plans stay the objects they were. */
    private List<RoutePlan> routes(@Nullable PlannedRoute previous) {
      List<RoutePlan> before = previous == null ? List.of() : previous.routes();
      var routes = new ArrayList<RoutePlan>(slots.slots().size());
      for (Slot slot : slots.slots()) {
        RulePlan plan = plans.get(new Place(slot.rule(), slot.listener().index()));
        if (plan == null) {
          throw new IllegalStateException("no plan for " + slot.name());
        }
        RoutePlan fresh = route(slot, plan);
        int place = routes.size();
        boolean isKnown = place < before.size() && before.get(place).equals(fresh);
        routes.add(isKnown ? before.get(place) : fresh);
      }
      return List.copyOf(routes);
    }

    private static RoutePlan route(Slot slot, RulePlan plan) {
      var planner = plan.planner();
      return new RoutePlan(
          slot.name(),
          slot.match(),
          plan.action(),
          planner.settings(),
          planner.route().route().ref(),
          planner.rule().rule().name(),
          planner.policy().map(BackendTrafficPolicy::id));
    }

    /**
     * A rule on several listeners is planned once for each policy that applies to it. The first
     * listener's clusters have the plain name; where another policy applies, the cluster is a
     * cluster of its own, with {@code /listener/<name>} behind it.
     */
    private final class Variants {
      private final ResolvedRoute route;
      private final ResolvedRule rule;
      private final Map<Optional<ObjectId>, RulePlan> byPolicy = new HashMap<>();

      Variants(ResolvedRoute route, ResolvedRule rule) {
        this.route = route;
        this.rule = rule;
      }

      RulePlan on(ResolvedListener listener, Optional<BackendTrafficPolicy> policy) {
        var id = policy.map(BackendTrafficPolicy::id);
        RulePlan known = byPolicy.get(id);
        if (known != null) {
          return known;
        }
        var made = plan(policy, listener);
        byPolicy.put(id, made);
        return made;
      }

      private RulePlan plan(Optional<BackendTrafficPolicy> policy, ResolvedListener listener) {
        String plain = RouteSlots.prefix(route.route()) + "/rule/" + rule.index();
        String name = byPolicy.isEmpty() ? plain : plain + "/listener/" + listener.spec().name();
        var planner = new RulePlanner(route, rule, policy, name);
        var outcome = planner.plan();
        clusters.addAll(outcome.clusters());
        return new RulePlan(planner, outcome.action());
      }
    }
  }
}
