package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.world.ObjectId;
import java.util.List;

/**
 * What became of one target of a policy.
 *
 * @param path where the target, or the selector that chose it, is written
 */
public record PolicyOutcome(PolicyTarget target, FieldPath path, Verdict verdict) {

  public sealed interface Verdict {
    /** The policy owns the target. */
    record Attached() implements Verdict {}

    /** An older policy owns it. */
    record Taken(ObjectId winner) implements Verdict {}

    record TargetMissing() implements Verdict {}

    /**
     * @param existing names of the sections there are
     */
    record SectionMissing(List<String> existing) implements Verdict {
      public SectionMissing {
        existing = List.copyOf(existing);
      }
    }

    /** The object exists, but policies do not act on its kind yet. */
    record KindUnsupported() implements Verdict {}

    /** Chosen by a selector in another namespace that does not permit it. */
    record NotPermitted() implements Verdict {}

    /** Served by another controller, which will say what there is to say. */
    record Foreign() implements Verdict {}
  }
}
