package dev.ballast.topology;

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
    Grants grants) {

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

  /**
   * What all policies share, whichever of them change. Of routes each sees those that it aims at
   * only.
   */
  Object[] surroundings() {
    return new Object[] {
      ours,
      namespaces,
      grants,
      ofKind(Gateway.KIND),
      ofKind("ListenerSet"),
      ofKind("TLSRoute"),
      ofKind("TCPRoute"),
      ofKind("UDPRoute")
    };
  }
}
