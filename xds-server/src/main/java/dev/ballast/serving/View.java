package dev.ballast.serving;

import static dev.ballast.snapshot.ResourceType.CLUSTER;
import static dev.ballast.snapshot.ResourceType.ROUTE;

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
  private final Map<ResourceType, Map<String, Rejection>> rejections;
  private final List<Change> changes;

  private View(
      long generation,
      boolean exists,
      Snapshot snapshot,
      Map<ResourceType, Map<String, Rejection>> rejections,
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

  /** What is withheld, by name. */
  Map<String, Rejection> rejections(ResourceType type) {
    return rejections.getOrDefault(type, Map.of());
  }

  @Nullable Resource published(ResourceType type, String name) {
    return snapshot.resources(type).get(name);
  }

  @Nullable Rejection rejection(ResourceType type, String name) {
    return rejections.isEmpty() ? null : rejections(type).get(name);
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
    return rejections.isEmpty()
        ? next(next, rejections, differences, now)
        : rejudged(next, differences, now);
  }

  /** What is refused stays so until it changes; a form sent instead may lead where nothing is. */
  private View rejudged(Snapshot next, Map<ResourceType, Set<String>> differences, long now) {
    var names = new EnumMap<ResourceType, Set<String>>(ResourceType.class);
    differences.forEach((type, changed) -> names.put(type, new HashSet<>(changed)));
    boolean hasOtherClusters = differences.containsKey(CLUSTER);
    var kept = new EnumMap<ResourceType, Map<String, Rejection>>(ResourceType.class);
    rejections.forEach(
        (type, byName) ->
            byName.forEach(
                (name, rejection) -> {
                  boolean isTouched =
                      differences.getOrDefault(type, Set.of()).contains(name)
                          || (type == ROUTE && hasOtherClusters);
                  var still =
                      isTouched
                          ? next.get(type, name)
                              .flatMap(published -> rejection.republished(published, next))
                          : Optional.of(rejection);
                  still.ifPresent(
                      rejected -> {
                        kept.computeIfAbsent(type, t -> new HashMap<>()).put(name, rejected);
                        if (!rejected.substitute().equals(rejection.substitute())) {
                          names.computeIfAbsent(type, t -> new HashSet<>()).add(name);
                        }
                      });
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
    return with(refused, rejection, now);
  }

  /** An Envoy accepted what may be sent in place of something refused. */
  View accept(Resource accepted, long now) {
    return Optional.ofNullable(rejection(accepted.type(), accepted.name()))
        .flatMap(before -> before.accepted(accepted, snapshot))
        .map(after -> with(accepted, after, now))
        .orElse(this);
  }

  private View with(Resource resource, Rejection rejection, long now) {
    var all = new EnumMap<ResourceType, Map<String, Rejection>>(ResourceType.class);
    all.putAll(rejections);
    var ofType = new HashMap<>(rejections(resource.type()));
    ofType.put(resource.name(), rejection);
    all.put(resource.type(), ofType);
    return next(snapshot, all, Map.of(resource.type(), Set.of(resource.name())), now);
  }

  private View next(
      Snapshot next,
      Map<ResourceType, Map<String, Rejection>> rejected,
      Map<ResourceType, Set<String>> names,
      long now) {
    var remembered = new ArrayList<Change>();
    int from = Math.max(0, changes.size() - (REMEMBERED_CHANGES - 1));
    remembered.addAll(changes.subList(from, changes.size()));
    remembered.add(new Change(generation + 1, now, names));
    return new View(generation + 1, true, next, rejected, List.copyOf(remembered));
  }
}
