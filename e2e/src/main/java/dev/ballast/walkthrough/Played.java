package dev.ballast.walkthrough;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What came of a section.
 *
 * @param defaulted what the cluster stores as {@code spec.loadBalancer.type}
 */
public record Played(String title, Section section, String defaulted, List<PlayedStep> steps) {
  public Played {
    steps = List.copyOf(steps);
  }

  /**
   * @param byPod how many requests more each pod has in its log
   * @param output what the command printed
   */
  public record PlayedStep(Step step, SortedMap<String, Integer> byPod, String output, boolean ok) {
    Node toNode() {
      return Nodes.object()
          .with("command", step.command())
          .with("requests", step.requests())
          .with("byBackend", counts(byPod))
          .with("expected", step.promise().words())
          .with("ok", ok)
          .build();
    }
  }

  public boolean ok() {
    return defaulted.equals(section.type()) && steps.stream().allMatch(PlayedStep::ok);
  }

  /** In the form in which the demo on files answers. */
  Node toNode() {
    PlayedStep first = steps.getFirst();
    return Nodes.object()
        .with("path", section.path())
        .with("policy", section.policy())
        .with("type", defaulted)
        .with("requests", first.step().requests())
        .with("byBackend", counts(first.byPod()))
        .with("expected", first.step().promise().words())
        .with("ok", ok())
        .with("steps", Nodes.array(steps.stream().map(PlayedStep::toNode).toList()))
        .build();
  }

  private static Node counts(Map<String, Integer> byPod) {
    var object = Nodes.object();
    byPod.forEach((pod, count) -> object.with(pod, count.longValue()));
    return object.build();
  }
}
