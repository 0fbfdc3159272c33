package dev.ballast.engine;

import dev.ballast.snapshot.Snapshot;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A translation that became the truth.
 *
 * @param sequence the last submission that is part of it, as {@link Engine#submit} numbered it;
 *     zero before the first
 * @param changes how many objects changed in this step
 * @param took how long the translation ran
 * @param changed the gateways whose resources or their owners differ from before
 * @param removed the gateways that are no more
 */
public record Published(
    long sequence,
    int changes,
    Duration took,
    Translation translation,
    Map<ObjectId, Snapshot> changed,
    Set<ObjectId> removed) {
  public Published {
    changed = Map.copyOf(changed);
    removed = Set.copyOf(removed);
  }
}
