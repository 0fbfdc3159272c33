package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Envoys of one gateway are to have: the published snapshot, less what an Envoy refused.
 * Immutable; each change makes a new one that also tells what changed, so that a stream looks at
 * the changed names only.
 */
final class View {
  /** Before anything was published: streams wait. */
  static final View NONE = new View(0, false, Snapshot.EMPTY, Map.of(), List.of());

  /** A stream that is further behind compares everything. */
  private static final int REMEMBERED_CHANGES = 64;

  private final long generation;
  private final boolean exists;
  private final Snapshot snapshot;
  private final Map<ResourceKey, Rejection> rejections;
  private final List<Change> changes;

  private View(
      long generation,
      boolean exists,
      Snapshot snapshot,
      Map<ResourceKey, Rejection> rejections,
      List<Change> changes) {
    this.generation = generation;
    this.exists = exists;
    this.snapshot = snapshot;
    this.rejections = rejections;
    this.changes = changes;
  }

  /**
   * What differs from the generation before.
   *
   * @param at when it was published, in the caller's nanoseconds
   */
  record Change(long generation, long at, Map<ResourceType, Set<String>> names) {}

  long generation() {
    return generation;
  }

  boolean exists() {
    return exists;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Map<ResourceKey, Rejection> rejections() {
    return rejections;
  }

  @Nullable Resource published(ResourceType type, String name) {
    return snapshot.resources(type).get(name);
  }

  @Nullable Rejection rejection(ResourceType type, String name) {
    return rejections.isEmpty() ? null : rejections.get(new ResourceKey(type, name));
  }

  /** The changes after a generation, oldest first; empty when they are no longer remembered. */
  Optional<List<Change>> changesSince(long since) {
    if (since == generation) {
      return Optional.of(List.of());
    }
    int first = changes.size() - (int) Math.min(generation - since, Integer.MAX_VALUE);
    return first < 0 || since == 0
        ? Optional.empty()
        : Optional.of(changes.subList(first, changes.size()));
  }

  /**
   * This view when nothing differs, so that a publish without a change costs no stream anything.
   */
  View publish(Snapshot next, long now) {
    var differences = next.differencesFrom(snapshot);
    if (exists && differences.isEmpty()) {
      return this;
    }
    var names = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    differences.forEach((type, changed) -> names.put(type, new HashSet<>(changed)));
    var kept = new HashMap<ResourceKey, Rejection>();
    rejections.forEach(
        (key, rejection) ->
            next.get(key.type(), key.name())
                .flatMap(published -> rejection.republished(published, next))
                .ifPresent(
                    still -> {
                      kept.put(key, still);
                      // A quarantined form leads elsewhere once a cluster it went back to is gone.
                      if (!still.substitute().equals(rejection.substitute())) {
                        names.computeIfAbsent(key.type(), type -> new HashSet<>()).add(key.name());
                      }
                    }));
    return next(next, kept, names, now);
  }

  /**
   * An Envoy refused a resource. From now on the others get the best form that none refused.
   *
   * @param lastGood what the Envoy that refused it goes on with, when we know it
   * @return this view when the refused form is no longer what would be sent
   */
  View reject(Resource refused, Optional<Resource> lastGood, String words, long now) {
    var published = published(refused.type(), refused.name());
    if (published == null) {
      return this;
    }
    var before = rejection(refused.type(), refused.name());
    boolean current =
        before == null
            ? published.message().equals(refused.message())
            : before.concerns(refused.message());
    if (!current) {
      return this;
    }
    var rejection =
        before == null
            ? Rejection.of(published, lastGood, words, snapshot)
            : before.alsoRefused(refused, lastGood, words, snapshot);
    var all = new HashMap<>(rejections);
    all.put(new ResourceKey(refused.type(), refused.name()), rejection);
    var names = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    names.put(refused.type(), Set.of(refused.name()));
    return next(snapshot, all, names, now);
  }

  private View next(
      Snapshot next,
      Map<ResourceKey, Rejection> rejected,
      Map<ResourceType, Set<String>> names,
      long now) {
    var remembered = new ArrayList<Change>();
    int from = Math.max(0, changes.size() - (REMEMBERED_CHANGES - 1));
    remembered.addAll(changes.subList(from, changes.size()));
    remembered.add(new Change(generation + 1, now, names));
    return new View(generation + 1, true, next, Map.copyOf(rejected), List.copyOf(remembered));
  }
}
