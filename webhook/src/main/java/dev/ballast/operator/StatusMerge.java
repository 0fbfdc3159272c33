package dev.ballast.operator;

import dev.ballast.conditions.TransitionTimes;
import dev.ballast.source.Node;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a status when we have something to say: our part is made equal to what is wanted,
 * everything else stays. Pure.
 *
 * @param controllers names under which entries are ours
 */
record StatusMerge(StatusShape shape, Set<String> controllers) {
  private static final String PROGRAMMED = "Programmed";
  private static final ObjectNode NOTHING = Nodes.object().build();

  StatusMerge {
    controllers = Set.copyOf(controllers);
  }

  /**
   * @param status what is to be stored
   * @param held whether a verdict of Envoys was left as it stands, to be looked at again later
   */
  record Result(ObjectNode status, boolean held) {}

  /**
   * @param stored the status as the API server has it
   * @param wanted empty when we have nothing to say: what we said before goes away
   * @param patient whether a Programmed condition may stay although Envoys have not answered yet
   */
  Result merge(ObjectNode stored, Optional<ObjectNode> wanted, boolean patient, Instant now) {
    ObjectNode before = StatusTrees.sorted(stored);
    if (wanted.isEmpty() && shape instanceof StatusShape.Own) {
      return new Result(before, false); // it may be somebody else's by now
    }
    ObjectNode ours = StatusTrees.sorted((ObjectNode) Messages.capped(wanted.orElse(NOTHING)));
    ObjectNode calm = patient ? calmed(before, ours) : ours;
    ObjectNode stamped =
        StatusTrees.sorted((ObjectNode) TransitionTimes.in(before).stamped(calm, now));
    return new Result(shape.merged(before, stamped, controllers), !calm.equals(ours));
  }

  /** With the Programmed conditions that stand, where the newest word is only "not yet". */
  private ObjectNode calmed(ObjectNode stored, ObjectNode ours) {
    return switch (shape) {
      case StatusShape.Own() -> calmedHolder(stored, ours);
      case StatusShape.Shared list -> {
        Map<String, ObjectNode> byKey = new HashMap<>();
        StatusTrees.items(stored, list.list()).forEach(entry -> byKey.put(list.key(entry), entry));
        List<Node> entries = new ArrayList<>();
        for (ObjectNode entry : StatusTrees.items(ours, list.list())) {
          entries.add(calmedHolder(byKey.getOrDefault(list.key(entry), NOTHING), entry));
        }
        yield entries.isEmpty() ? ours : StatusTrees.with(ours, list.list(), entries);
      }
    };
  }

  private static ObjectNode calmedHolder(ObjectNode stored, ObjectNode ours) {
    Optional<ObjectNode> before =
        StatusTrees.condition(stored, PROGRAMMED).filter(c -> !isUnknown(c));
    if (before.isEmpty()
        || StatusTrees.condition(ours, PROGRAMMED).filter(StatusMerge::isUnknown).isEmpty()) {
      return ours;
    }
    return StatusTrees.withCondition(
        ours,
        PROGRAMMED,
        now -> StatusTrees.with(before.get(), "lastTransitionTime", Optional.empty()));
  }

  private static boolean isUnknown(ObjectNode condition) {
    return StatusTrees.text(condition, "status").equals("Unknown");
  }
}
