package dev.ballast.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/** The objects of one kind. Immutable; the order is worked out at the first question. */
public final class ObjectsOfKind {
  public static final ObjectsOfKind NONE = new ObjectsOfKind(HashTreePMap.empty(), List.of());

  private static final Comparator<WorldObject> OLDEST_FIRST =
      Comparator.comparing(WorldObject::metadata, Metadata.OLDEST_FIRST);

  /** More changes than this are sorted in anew. */
  private static final int FEW = 32;

  private final HashPMap<ObjectId, WorldObject> byId;
  private volatile @Nullable List<WorldObject> oldestFirst;

  private ObjectsOfKind(
      HashPMap<ObjectId, WorldObject> byId, @Nullable List<WorldObject> oldestFirst) {
    this.byId = byId;
    this.oldestFirst = oldestFirst;
  }

  /**
   * @param objects empty for an object that is gone
   */
  ObjectsOfKind changed(Map<ObjectId, Optional<WorldObject>> objects) {
    var next = byId;
    for (var entry : objects.entrySet()) {
      next =
          entry.getValue().isPresent()
              ? next.plus(entry.getKey(), entry.getValue().get())
              : next.minus(entry.getKey());
    }
    var order = oldestFirst;
    return new ObjectsOfKind(
        next, order == null || objects.size() > FEW ? null : reordered(order, objects));
  }

  private List<WorldObject> reordered(
      List<WorldObject> order, Map<ObjectId, Optional<WorldObject>> objects) {
    var next = new ArrayList<>(order);
    objects.forEach(
        (id, object) -> {
          WorldObject before = byId.get(id);
          if (before != null) {
            next.remove(Collections.binarySearch(next, before, OLDEST_FIRST));
          }
          object.ifPresent(
              now -> next.add(-1 - Collections.binarySearch(next, now, OLDEST_FIRST), now));
        });
    return Collections.unmodifiableList(next);
  }

  public <T extends WorldObject> Optional<T> find(Class<T> type, ObjectId id) {
    return Optional.ofNullable(byId.get(id)).map(type::cast);
  }

  /** Oldest first, then by namespace and name; the same list each time. */
  public List<WorldObject> oldestFirst() {
    var known = oldestFirst;
    if (known == null) {
      known = byId.values().stream().sorted(OLDEST_FIRST).toList();
      oldestFirst = known;
    }
    return Objects.requireNonNull(known);
  }

  <T extends WorldObject> List<T> oldestFirst(Class<T> type) {
    if (!byId.isEmpty() && !holds(type)) {
      throw new ClassCastException("there are others than " + type.getSimpleName());
    }
    // All objects of a kind are of the same type.
    @SuppressWarnings("unchecked")
    var typed = (List<T>) oldestFirst();
    return typed;
  }

  /** Whether the objects are of this type. */
  boolean holds(Class<? extends WorldObject> type) {
    return !byId.isEmpty() && type.isInstance(byId.values().iterator().next());
  }
}
