package dev.ballast.plan;

import dev.ballast.memo.Inputs;
import dev.ballast.topology.PolicyAttachments;
import dev.ballast.topology.ResolvedListener;
import dev.ballast.topology.ResolvedRule;
import dev.ballast.world.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which policy applies to each rule of each route on each of its listeners: names only, so that a
 * policy can change without a change of this.
 *
 * @param byRoute for each route, in the order of routes, its rules on its listeners, listener by
 *     listener within a rule
 */
record AppliedPolicies(List<List<Optional<ObjectId>>> byRoute) {

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
    var byRoute = new ArrayList<List<Optional<ObjectId>>>(source.routes().size());
    for (RouteSlots route : source.routes()) {
      var applied = new ArrayList<Optional<ObjectId>>();
      for (ResolvedRule rule : route.route().rules()) {
        for (ResolvedListener listener : route.listeners()) {
          applied.add(source.attachments().effective(route.route(), rule, listener));
        }
      }
      byRoute.add(applied);
    }
    return new AppliedPolicies(byRoute);
  }
}
