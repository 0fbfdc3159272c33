package dev.ballast.operator;

import dev.ballast.json.JsonValues;
import dev.ballast.source.Node.ObjectNode;
import dev.ballast.source.Nodes;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object whose status is ours to write, read as a tree: no field of it is lost on the way. */
abstract class StatusObject
    extends CustomResource<Map<String, @Nullable Object>, Map<String, @Nullable Object>> {
  private static final long serialVersionUID = 1L;

  ObjectRef ref() {
    String namespace = getMetadata().getNamespace();
    return new ObjectRef(
        getKind(), new ObjectId(namespace == null ? "" : namespace, getMetadata().getName()));
  }

  ObjectNode statusTree() {
    return getStatus() == null ? Nodes.object().build() : JsonValues.object(getStatus());
  }

  /** Zero when the API server does not count. */
  long generation() {
    Long generation = getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }
}
