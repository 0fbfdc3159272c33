package dev.ballast.translation;

import dev.ballast.world.ObjectRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/**
 * What is to be said about each object. Immutable: a step makes another one that shares what it did
 * not touch and remembers what it changed, so whoever follows step by step pays for that alone.
 */
public final class Reports {
  public static final Reports EMPTY = of(Map.of());

  private final TreePMap<ObjectRef, ObjectReport> byObject;

  // Tokens rather than reports, so that these keep no older ones alive.
  private final Object self = new Object();
  private final Object base;
  private final Set<ObjectRef> changes;

  private Reports(TreePMap<ObjectRef, ObjectReport> byObject, Object base, Set<ObjectRef> changes) {
    this.byObject = byObject;
    this.base = base;
    this.changes = changes;
  }

  public static Reports of(Map<ObjectRef, ObjectReport> reports) {
    return new Reports(TreePMap.fromSortedMap(new TreeMap<>(reports)), new Object(), Set.of());
  }

  /**
   * @param removed objects of which nothing is said any more, unless they are among the next
   * @param put what is said now, where it differs
   * @return these when that changes nothing
   */
  Reports changed(Collection<ObjectRef> removed, Map<ObjectRef, ObjectReport> put) {
    if (removed.isEmpty() && put.isEmpty()) {
      return this;
    }
    var changed = new HashSet<>(removed);
    changed.addAll(put.keySet());
    return new Reports(byObject.minusAll(removed).plusAll(put), self, changed);
  }

  /** By kind, namespace and name. */
  public SortedMap<ObjectRef, ObjectReport> byObject() {
    return byObject;
  }

  /** Empty for an object there is nothing to say about. */
  public Optional<ObjectReport> of(ObjectRef object) {
    return Optional.ofNullable(byObject.get(object));
  }

  /** Objects of which something else is said, or nothing any more; may name too many. */
  public Set<ObjectRef> differencesFrom(Reports before) {
    if (before.self == self) {
      return Set.of();
    }
    if (before.self == base) {
      return changes;
    }
    var differences = new HashSet<>(before.byObject.keySet());
    differences.addAll(byObject.keySet());
    differences.removeIf(object -> of(object).equals(before.of(object)));
    return differences;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reports reports && byObject.equals(reports.byObject);
  }

  @Override
  public int hashCode() {
    return byObject.hashCode();
  }

  @Override
  public String toString() {
    return byObject.toString();
  }
}
