package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.memo.MemoCount;
import dev.ballast.topology.PolicyOutcome.Verdict;
import dev.ballast.topology.PolicyView.TargetView;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.ObjectId;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the owner of a policy should hear before it becomes part of the world: the same as {@link
 * PolicyFindings} says afterwards, at the cost of what the policy touches.
 */
public final class PolicyPreview {
  private static final int MOST_NAMED = 5;
  private static final FieldPath OVERRIDE =
      FieldPath.of("spec", "loadBalancer", "endpointOverride");

  private final World world;
  private final BackendTrafficPolicy policy;
  private final PolicyNeighbours neighbours;
  private final Topology topology;

  private PolicyPreview(World world, BackendTrafficPolicy policy, Set<String> controllerNames) {
    this.world = world;
    this.policy = policy;
    neighbours = PolicyNeighbours.of(world, policy);
    topology =
        new TopologyResolver(controllerNames, Map.of(), new MemoCount())
            .resolve(neighbours.world(), Reaches.NONE);
  }

  /**
   * Warnings, in the order of targets.
   *
   * @param world may hold the policy, in an earlier form
   * @param policy as it is about to be; without a time of creation it counts as the oldest
   * @param controllerNames GatewayClasses with one of these names are ours
   */
  public static List<Finding> of(
      World world, BackendTrafficPolicy policy, Set<String> controllerNames) {
    return new PolicyPreview(world, policy, controllerNames).findings();
  }

  private List<Finding> findings() {
    var view = PolicyView.of(topology, policy, "");
    var wording =
        new PolicyFindings.Wording(this::precedence, MOST_NAMED, neighbours.areComplete());
    var findings = new ArrayList<>(PolicyFindings.of(view, wording));
    view.targets().forEach(target -> takenOver(target).ifPresent(findings::add));
    publicOverride(view, wording).ifPresent(findings::add);
    return findings;
  }

  private String precedence(ObjectId winner) {
    var created = neighbours.world().policy(winner).flatMap(w -> w.metadata().created());
    return created.equals(policy.metadata().created())
        ? "which is as old and comes first by name"
        : "which is older";
  }

  /** A policy that is older than the owner of its new target pushes that one aside. */
  private Optional<Finding> takenOver(TargetView view) {
    PolicyOutcome outcome = view.outcome();
    if (!(outcome.verdict() instanceof Verdict.Attached) || hadTarget(outcome.target())) {
      return Optional.empty();
    }
    return topology.policies().stream()
        .filter(other -> losesTo(other, outcome.target()))
        .findFirst()
        .map(
            loser ->
                Finding.warning(
                    "policy-conflict",
                    outcome.path(),
                    "takes %s from BackendTrafficPolicy %s, which %s"
                        .formatted(
                            PolicyFindings.described(outcome.target()),
                            loser.id(),
                            loser.metadata().created().equals(policy.metadata().created())
                                ? "is as old and comes later by name"
                                : "is younger"),
                    "that policy has no effect there from now on"));
  }

  private boolean losesTo(BackendTrafficPolicy other, PolicyTarget target) {
    return topology.attachments().outcomes(other.id()).stream()
        .anyMatch(
            o ->
                o.target().equals(target)
                    && o.verdict() instanceof Verdict.Taken(var winner)
                    && winner.equals(policy.id()));
  }

  private boolean hadTarget(PolicyTarget target) {
    return world
        .policy(policy.id())
        .filter(
            before ->
                !before.selectors().isEmpty()
                    || before.targets().stream()
                        .anyMatch(
                            t ->
                                t.in(before.id().namespace()).equals(target.object())
                                    && t.sectionName().equals(target.section())))
        .isPresent();
  }

  /** Who may send the header chooses the endpoint; behind a listener that is anybody. */
  private Optional<Finding> publicOverride(PolicyView view, PolicyFindings.Wording wording) {
    List<String> headers = policy.settings().loadBalancing().endpointOverride();
    var listeners = new LinkedHashSet<String>();
    if (!headers.isEmpty()) {
      view.targets().stream()
          .filter(target -> target.outcome().verdict() instanceof Verdict.Attached)
          .forEach(target -> listeners.addAll(listenersAbove(target)));
    }
    return listeners.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "override-header-public",
                OVERRIDE,
                "any client of listener %s can send `%s` and choose the endpoint itself"
                    .formatted(wording.list(List.copyOf(listeners)), headers.getFirst()),
                "let only clients you trust send it"));
  }

  private static List<String> listenersAbove(TargetView view) {
    Optional<String> section = view.outcome().target().section();
    var ofGateway =
        view.gateway().stream()
            .flatMap(gateway -> gateway.listeners().stream())
            .filter(listener -> section.map(listener.spec().name()::equals).orElse(true));
    var ofRoute =
        view.route().stream()
            .flatMap(route -> route.attachments().stream())
            .flatMap(attachment -> attachment.bindings().stream())
            .map(Attachment.Binding::listener);
    return Stream.concat(ofGateway, ofRoute)
        .filter(ResolvedListener::serves)
        .map(ResolvedListener::name)
        .toList();
  }
}
