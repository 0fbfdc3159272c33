package dev.ballast.topology;

import dev.ballast.world.BackendTrafficPolicy.TargetSelector;
import dev.ballast.world.Groups;
import dev.ballast.world.NamespaceScope;
import java.util.Optional;

/** Why a target selector can never select anything. */
public final class SelectorProblems {
  private SelectorProblems() {}

  public static Optional<String> of(TargetSelector selector) {
    if (!selector.group().equals(Groups.GATEWAY)
        || !PolicyAttacher.TARGET_KINDS.contains(selector.kind())) {
      return Optional.of(
          "%s of group `%s` cannot have a policy".formatted(selector.kind(), selector.group()));
    }
    return selector
        .labels()
        .problem()
        .or(
            () ->
                selector.namespaces() instanceof NamespaceScope.Selected(var namespaces)
                    ? namespaces.problem()
                    : Optional.empty());
  }
}
