package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.PolicyAttachments;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.BackendTrafficPolicy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which policy applies to each rule of each route on each of its listeners: places in the list of
 * policies only, so that a policy can change without a change of this.
 */
final class AppliedPolicies {
  private static final int NONE = -1;

  /** For each route, its rules on its listeners, listener by listener within a rule. */
  private final List<int[]> byRoute = new ArrayList<>();

  private AppliedPolicies() {}

  /**
   * Sees the routes and which policy sits on whom.
   *
   * @param routes the same list for as long as its elements are
   */
  record Source(List<RouteSlots> routes, PolicyAttachments attachments) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {routes, attachments};
    }
  }

  static AppliedPolicies of(Source source) {
    var applied = new AppliedPolicies();
    for (RouteSlots route : source.routes()) {
      int[] places = new int[route.route().rules().size() * route.listeners().size()];
      int next = 0;
      for (ResolvedRule rule : route.route().rules()) {
        for (ResolvedListener listener : route.listeners()) {
          places[next++] =
              source
                  .attachments()
                  .effective(route.route(), rule, listener)
                  .map(source.attachments()::placeOf)
                  .orElse(NONE);
        }
      }
      applied.byRoute.add(places);
    }
    return applied;
  }

  /**
   * @param policies oldest first, as they were attached
   */
  List<Optional<BackendTrafficPolicy>> on(int route, List<BackendTrafficPolicy> policies) {
    var said = new ArrayList<Optional<BackendTrafficPolicy>>();
    for (int place : byRoute.get(route)) {
      said.add(place == NONE ? Optional.empty() : Optional.of(policies.get(place)));
    }
    return said;
  }

  /**
   * The same as columns: what stands at a route's place in the first is its first policy, and so
   * on; null where it has fewer or none.
   */
  List<List<@Nullable BackendTrafficPolicy>> columns(List<BackendTrafficPolicy> policies) {
    int most = byRoute.stream().mapToInt(places -> places.length).max().orElse(0);
    var columns = new ArrayList<List<@Nullable BackendTrafficPolicy>>();
    for (int i = 0; i < Math.max(1, most); i++) {
      columns.add(new Column(i, policies));
    }
    return columns;
  }

  private final class Column extends AbstractList<@Nullable BackendTrafficPolicy> {
    private final int index;
    private final List<BackendTrafficPolicy> policies;

    Column(int index, List<BackendTrafficPolicy> policies) {
      this.index = index;
      this.policies = policies;
    }

    @Override
    public @Nullable BackendTrafficPolicy get(int route) {
      int[] places = byRoute.get(route);
      return index >= places.length || places[index] == NONE ? null : policies.get(places[index]);
    }

    @Override
    public int size() {
      return byRoute.size();
    }
  }
}
