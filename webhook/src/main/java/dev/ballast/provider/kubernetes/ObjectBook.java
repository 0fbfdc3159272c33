package dev.ballast.provider.kubernetes;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects in force, and what is wrong with those that are not. What an object says is compared
 * with what it said before: a change that says the same is none. Not for several threads.
 */
final class ObjectBook {
  private final Map<ObjectRef, WorldObject> inForce = new HashMap<>();
  private final Map<ObjectRef, List<Finding>> findings = new TreeMap<>();
  private final Map<String, Integer> kinds = new HashMap<>();

  /** What a new version of an object changes. */
  Optional<Change> enter(ObjectReading reading) {
    remember(reading);
    if (reading.object().isEmpty()) {
      // What it said before stays in force.
      return Optional.empty();
    }
    WorldObject now = reading.object().get();
    WorldObject before = inForce.put(now.ref(), now);
    if (now.equals(before)) {
      inForce.put(now.ref(), before);
      return Optional.empty();
    }
    if (before == null) {
      kinds.merge(now.kind(), 1, Integer::sum);
    }
    return Optional.of(new Change.Put(now));
  }

  Optional<Change> remove(ObjectRef ref) {
    findings.remove(ref);
    if (inForce.remove(ref) == null) {
      return Optional.empty();
    }
    kinds.merge(ref.kind(), -1, Integer::sum);
    return Optional.of(new Change.Delete(ref));
  }

  /** Takes out all objects of a kind that is no more. */
  List<Change> removeKind(String kind) {
    var refs = new ArrayList<ObjectRef>();
    inForce.keySet().stream().filter(ref -> ref.kind().equals(kind)).forEach(refs::add);
    findings.keySet().stream().filter(ref -> ref.kind().equals(kind)).forEach(refs::add);
    return refs.stream().distinct().sorted().flatMap(ref -> remove(ref).stream()).toList();
  }

  /** By object, each in the order of its fields. */
  List<Finding> findings() {
    return findings.values().stream().flatMap(List::stream).toList();
  }

  List<Finding> findings(ObjectRef object) {
    return findings.getOrDefault(object, List.of());
  }

  int objects(String kind) {
    return kinds.getOrDefault(kind, 0);
  }

  private void remember(ObjectReading reading) {
    if (reading.findings().isEmpty()) {
      findings.remove(reading.ref());
    } else {
      findings.put(reading.ref(), reading.findings());
    }
  }
}
