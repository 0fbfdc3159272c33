package dev.ballast.demo;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.traffic.LoadResult;
import java.util.List;
import java.util.SortedMap;

/** What came of a section. */
record Outcome(Section section, List<StepOutcome> steps) {
  Outcome {
    steps = List.copyOf(steps);
  }

  record StepOutcome(Step step, LoadResult result, String measured, boolean ok) {
    Node toNode() {
      return Nodes.object()
          .with("command", step.command())
          .with("requests", step.requests())
          .with("byBackend", counts(result.byBackend()))
          .with("setCookies", Nodes.texts(result.setCookies()))
          .with("expected", step.promise().words())
          .with("ok", ok)
          .build();
    }
  }

  boolean ok() {
    return steps.stream().allMatch(StepOutcome::ok);
  }

  /** The counts are those of the first step, the one the section is about. */
  Node toNode() {
    StepOutcome first = steps.getFirst();
    return Nodes.object()
        .with("path", section.path())
        .with("policy", section.policy())
        .with("type", section.type())
        .with("requests", first.step().requests())
        .with("byBackend", counts(first.result().byBackend()))
        .with("expected", first.step().promise().words())
        .with("ok", ok())
        .with("steps", Nodes.array(steps.stream().map(StepOutcome::toNode).toList()))
        .build();
  }

  private static Node counts(SortedMap<String, Integer> byBackend) {
    var object = Nodes.object();
    byBackend.forEach((backend, count) -> object.with(backend, count.longValue()));
    return object.build();
  }
}
