package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.ObjectsOfKind;
import dev.ballast.world.ReferenceGrant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reference grants by the namespace they open. */
final class Grants {
  /** Sees all grants. */
  record Source(ObjectsOfKind kind, List<ReferenceGrant> all) implements Inputs {
    Grants grants() {
      return new Grants(all);
    }

    @Override
    public Object[] parts() {
      return new Object[] {kind};
    }
  }

  private final Map<String, List<ReferenceGrant>> byNamespace = new HashMap<>();

  Grants(List<ReferenceGrant> grants) {
    for (ReferenceGrant grant : grants) {
      byNamespace.computeIfAbsent(grant.id().namespace(), n -> new ArrayList<>()).add(grant);
    }
  }

  boolean permit(
      ReferenceGrant.From from, String group, String kind, String namespace, String name) {
    return from.namespace().equals(namespace)
        || byNamespace.getOrDefault(namespace, List.of()).stream()
            .anyMatch(grant -> grant.permits(from, group, kind, name));
  }
}
