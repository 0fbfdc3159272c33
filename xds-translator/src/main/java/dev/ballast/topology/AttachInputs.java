package dev.ballast.topology;

import dev.ballast.memo.Inputs;
import dev.ballast.world.Gateway;
import dev.ballast.world.Namespace;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.ObjectsOfKind;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the attachment of policies may look at.
 *
 * @param aims oldest policy first
 * @param kinds the objects of each kind a policy can aim at
 */
record AttachInputs(
    List<PolicyAim> aims,
    SortedMap<ObjectId, ResolvedGateway> ours,
    Map<String, ObjectsOfKind> kinds,
    ObjectsOfKind namespaces,
    Grants grants)
    implements Inputs {

  static AttachInputs of(
      World world, List<PolicyAim> aims, SortedMap<ObjectId, ResolvedGateway> ours, Grants grants) {
    var kinds = new HashMap<String, ObjectsOfKind>();
    PolicyAttacher.TARGET_KINDS.forEach(kind -> kinds.put(kind, world.kind(kind)));
    return new AttachInputs(aims, ours, kinds, world.kind(Namespace.KIND), grants);
  }

  Optional<WorldObject> object(ObjectRef ref) {
    return ofKind(ref.kind()).find(WorldObject.class, ref.id());
  }

  ObjectsOfKind ofKind(String kind) {
    return kinds.getOrDefault(kind, ObjectsOfKind.NONE);
  }

  boolean hasGateway(ObjectId id) {
    return object(new ObjectRef(Gateway.KIND, id)).isPresent();
  }

  Map<String, String> namespaceLabels(String name) {
    return Namespace.labels(name, namespaces.find(Namespace.class, new ObjectId("", name)));
  }

  @Override
  public @Nullable Object[] parts() {
    @Nullable Object[] parts = new @Nullable Object[4 + PolicyAttacher.TARGET_KINDS.size()];
    parts[0] = aims;
    parts[1] = ours;
    parts[2] = namespaces;
    parts[3] = grants;
    int next = 4;
    for (String kind : PolicyAttacher.TARGET_KINDS) {
      parts[next++] = ofKind(kind);
    }
    return parts;
  }
}
