package dev.ballast.topology;

import dev.ballast.world.Route;
import java.util.List;

/**
 * A rule with its backends.
 *
 * @param index its place in the route
 */
public record ResolvedRule(int index, Route.Rule rule, List<ResolvedBackend> backends) {
  public ResolvedRule {
    backends = List.copyOf(backends);
  }

  /** Whether everything the rule asks for is supported; if not, it answers 500. */
  public boolean isSupported() {
    return rule.unsupported().isEmpty();
  }
}
