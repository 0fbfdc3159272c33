package dev.ballast.translation;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.topology.Condition;
import dev.ballast.world.Metadata;
import java.util.List;

/** Pieces of status trees. */
final class StatusTree {
  private StatusTree() {}

  static Node conditions(Metadata observed, List<Condition> conditions) {
    return Nodes.array(conditions.stream().map(c -> condition(observed, c)).toList());
  }

  private static Node condition(Metadata observed, Condition condition) {
    var node =
        Nodes.object()
            .with("type", condition.type())
            .with("status", condition.status() ? "True" : "False")
            .with("reason", condition.reason())
            .with("message", condition.message());
    observed.generation().ifPresent(g -> node.with("observedGeneration", g));
    return node.build();
  }
}
