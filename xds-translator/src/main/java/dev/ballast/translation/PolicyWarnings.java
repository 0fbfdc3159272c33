package dev.ballast.translation;

import dev.ballast.policy.BackendTrafficPolicySpec;
import dev.ballast.topology.Condition;
import dev.ballast.topology.PolicyOutcome;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.topology.SelectorProblems;
import dev.ballast.world.BackendTrafficPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code Warning} condition: what a policy asks for and does not get, or should not use. */
final class PolicyWarnings {
  /** Targets named in one message; more would hide the rest of it. */
  private static final int MOST_NAMED = 5;

  private final Set<String> reasons = new LinkedHashSet<>();
  private final List<String> messages = new ArrayList<>();

  private PolicyWarnings() {}

  /** One condition, as a condition type can stand only once: the first reason, all messages. */
  static Optional<Condition> of(BackendTrafficPolicy policy, List<PolicyOutcome> outcomes) {
    var warnings = new PolicyWarnings();
    warnings.addUntranslated(policy);
    warnings.addSelectors(policy);
    warnings.addNotPermitted(outcomes);
    warnings.addDeprecated(policy);
    return warnings.messages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Condition.yes(
                "Warning",
                warnings.reasons.iterator().next(),
                String.join("; ", warnings.messages)));
  }

  private void addUntranslated(BackendTrafficPolicy policy) {
    var fields =
        policy.findings().stream()
            .filter(finding -> finding.code().equals("not-translated"))
            .map(finding -> finding.path().toString())
            .toList();
    if (!fields.isEmpty()) {
      add("NotTranslated", "not translated yet, without effect: " + String.join(", ", fields));
    }
  }

  private void addSelectors(BackendTrafficPolicy policy) {
    for (BackendTrafficPolicy.TargetSelector selector : policy.selectors()) {
      SelectorProblems.of(selector)
          .ifPresent(problem -> add("BrokenSelector", selector.path() + ": " + problem));
    }
  }

  private void addNotPermitted(List<PolicyOutcome> outcomes) {
    var names =
        outcomes.stream()
            .filter(outcome -> outcome.verdict() instanceof Verdict.NotPermitted)
            .map(outcome -> outcome.target().object().toString())
            .toList();
    if (!names.isEmpty()) {
      add(
          "RefNotPermitted",
          "selected, but not permitted by any ReferenceGrant: "
              + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
              + (names.size() > MOST_NAMED
                  ? " and %d more".formatted(names.size() - MOST_NAMED)
                  : ""));
    }
  }

  private void addDeprecated(BackendTrafficPolicy policy) {
    if (policy.spec().map(BackendTrafficPolicySpec::compression).isPresent()) {
      add("DeprecatedField", "spec.compression is deprecated, use spec.compressor instead");
    }
    if (policy.spec().map(BackendTrafficPolicySpec::targetRef).isPresent()) {
      add("DeprecatedField", "spec.targetRef is deprecated, use spec.targetRefs instead");
    }
  }

  private void add(String reason, String message) {
    reasons.add(reason);
    messages.add(message);
  }
}
