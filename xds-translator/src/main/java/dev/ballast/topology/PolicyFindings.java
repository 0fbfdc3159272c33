package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the owner of a policy should hear about its place among other objects. */
public final class PolicyFindings {
  private final BackendTrafficPolicy policy;
  private final Wording wording;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * How much is said.
   *
   * @param precedence why a policy wins, as the end of a sentence about it
   * @param mostNamed things named in one finding before the rest is counted
   * @param knowsAll whether the view holds everything; else a count is a lower bound
   */
  record Wording(Function<ObjectId, String> precedence, int mostNamed, boolean knowsAll) {
    static final Wording FULL = new Wording(winner -> "which came first", Integer.MAX_VALUE, true);

    /** The first of them, and how many are left. */
    String list(List<String> names) {
      int left = names.size() - mostNamed;
      return left <= 0
          ? String.join(", ", names)
          : "%s and %s%d more"
              .formatted(
                  String.join(", ", names.subList(0, mostNamed)),
                  knowsAll ? "" : "at least ",
                  left);
    }
  }

  private PolicyFindings(BackendTrafficPolicy policy, Wording wording) {
    this.policy = policy;
    this.wording = wording;
  }

  /** In the order of targets; selectors that select nothing come last. */
  public static List<Finding> of(PolicyView view) {
    return of(view, Wording.FULL);
  }

  static List<Finding> of(PolicyView view, Wording wording) {
    var report = new PolicyFindings(view.policy(), wording);
    view.targets().forEach(report::add);
    report.addSelectors(view.outcomes());
    return report.findings;
  }

  private void add(PolicyView.TargetView view) {
    PolicyOutcome outcome = view.outcome();
    PolicyTarget target = outcome.target();
    ObjectRef object = target.object();
    switch (outcome.verdict()) {
      case Verdict.Attached() ->
          view.overridden()
              .ifPresent(
                  overridden ->
                      warn(
                          "policy-overridden",
                          outcome.path(),
                          "does not apply where another policy is closer: " + below(overridden),
                          ""));
      case Verdict.Taken(var winner) ->
          warn(
              "policy-conflict",
              outcome.path(),
              "%s already has a policy, BackendTrafficPolicy %s, %s"
                  .formatted(described(target), winner, wording.precedence().apply(winner)),
              "this policy has no effect there");
      case Verdict.TargetMissing() ->
          warn(
              "target-not-found",
              outcome.path(),
              "%s does not exist".formatted(object),
              "the policy takes effect once it does");
      case Verdict.SectionMissing(var existing) ->
          warn(
              "target-not-found",
              outcome.path().child("sectionName"),
              noSection(target, existing),
              "the policy has no effect there");
      case Verdict.KindUnsupported() ->
          warn(
              "not-supported",
              outcome.path().child("kind"),
              "policies on a %s are not supported yet".formatted(object.kind()),
              "the policy has no effect there");
      case Verdict.NotPermitted() ->
          warn(
              "ref-not-permitted",
              outcome.path(),
              ("%s is selected, but no ReferenceGrant in namespace `%s` lets BackendTrafficPolicies"
                      + " of `%s` refer to it")
                  .formatted(object, object.id().namespace(), policy.id().namespace()),
              "the policy has no effect there");
      case Verdict.Foreign() ->
          warn(
              "gateway-class-not-ours",
              outcome.path(),
              "%s is served by another controller".formatted(object),
              "the policy has no effect there");
    }
  }

  private String below(Overrides.Overridden overridden) {
    var parts = new ArrayList<String>();
    if (!overridden.listeners().isEmpty()) {
      parts.add("listeners " + wording.list(List.copyOf(overridden.listeners())));
    }
    if (!overridden.routes().isEmpty()) {
      parts.add(wording.list(overridden.routes().stream().map(ObjectRef::toString).toList()));
    }
    if (!overridden.rules().isEmpty()) {
      parts.add("rules " + wording.list(List.copyOf(overridden.rules())));
    }
    return String.join(" and ", parts);
  }

  static String described(PolicyTarget target) {
    return target
        .section()
        .map(
            section ->
                (target.isGateway() ? "listener `" : "rule `")
                    + section
                    + "` of "
                    + target.object())
        .orElse(target.object().toString());
  }

  private static String noSection(PolicyTarget target, List<String> names) {
    String section = target.section().orElse("");
    String things = target.isGateway() ? "listener" : "rule";
    return "%s has no %s named `%s`; %s"
        .formatted(
            target.object(),
            things,
            section,
            names.isEmpty()
                ? "none of its " + things + "s has a name"
                : "it has "
                    + names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ")));
  }

  private void addSelectors(List<PolicyOutcome> outcomes) {
    for (BackendTrafficPolicy.TargetSelector selector : policy.selectors()) {
      var problem = SelectorProblems.of(selector);
      if (problem.isPresent()) {
        warn("broken-selector", selector.path(), problem.get(), "it selects nothing");
      } else if (outcomes.stream().noneMatch(o -> o.path().equals(selector.path()))) {
        warn(
            "target-not-found",
            selector.path(),
            "selects no %s yet".formatted(selector.kind()),
            "the policy takes effect once there is one");
      }
    }
  }

  private void warn(String code, FieldPath path, String sentence, String hint) {
    findings.add(Finding.warning(code, path, sentence, hint).about(policy.ref().toString()));
  }
}
