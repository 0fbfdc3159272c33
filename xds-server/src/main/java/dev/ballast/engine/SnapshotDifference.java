package dev.ballast.engine;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import java.util.Iterator;

/** Tells whether two snapshots mean the same, by versions rather than by content. */
final class SnapshotDifference {
  private SnapshotDifference() {}

  static boolean differ(Snapshot before, Snapshot after) {
    if (before == after) {
      return false;
    }
    for (ResourceType type : ResourceType.values()) {
      if (differ(before, after, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differ(Snapshot before, Snapshot after, ResourceType type) {
    var old = before.resources(type);
    var young = after.resources(type);
    if (old.size() != young.size()) {
      return true;
    }
    Iterator<Resource> others = young.values().iterator();
    for (Resource resource : old.values()) {
      if (!same(resource, others.next())) {
        return true;
      }
    }
    return false;
  }

  /** Owners count too: they decide whose status tells of a rejection. */
  private static boolean same(Resource one, Resource other) {
    return one.name().equals(other.name())
        && one.version().equals(other.version())
        && one.owners().equals(other.owners());
  }
}
