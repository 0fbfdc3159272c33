package dev.ballast.snapshot;

import com.google.protobuf.Message;
import dev.ballast.world.ObjectRef;
import java.util.List;

/**
 * One resource as Envoy gets it.
 *
 * @param version hash of its content and of what must move with it: an assignment's version depends
 *     on its cluster's, a route configuration's on its listener's, so that Envoy is never left
 *     warming
 * @param references names of resources of other types that it needs (a cluster its assignment, a
 *     listener its route configuration, a route configuration its clusters)
 * @param owners the objects whose status tells when Envoy rejects it, the most specific first
 * @param partOwners which of them a part of it belongs to
 */
public record Resource(
    ResourceType type,
    String name,
    String version,
    Message message,
    List<Reference> references,
    List<ObjectRef> owners,
    PartOwners partOwners) {
  public Resource {
    references = List.copyOf(references);
    owners = List.copyOf(owners);
  }

  public Resource(
      ResourceType type,
      String name,
      String version,
      Message message,
      List<Reference> references,
      List<ObjectRef> owners) {
    this(type, name, version, message, references, owners, PartOwners.NONE);
  }

  public record Reference(ResourceType type, String name) {}
}
