package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.BackendTrafficPolicy.Target;
import dev.ballast.world.BackendTrafficPolicy.TargetSelector;
import dev.ballast.world.ObjectId;
import java.util.List;

/** What a policy aims at, apart from what it says: most changes of policies leave it alone. */
record PolicyAim(ObjectId policy, List<Target> targets, List<TargetSelector> selectors) {

  /** Sees one policy. */
  record Source(BackendTrafficPolicy policy) implements Inputs {
    @Override
    public Object[] parts() {
      return new Object[] {policy};
    }
  }

  static PolicyAim of(Source source) {
    BackendTrafficPolicy policy = source.policy();
    return new PolicyAim(policy.id(), policy.targets(), policy.selectors());
  }
}
