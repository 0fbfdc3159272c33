package dev.ballast.world;

/** A Kubernetes object the engine knows, as far as it matters for traffic. */
public sealed interface WorldObject
    permits BackendTrafficPolicy,
        EndpointSlice,
        Gateway,
        GatewayClass,
        Namespace,
        ReferenceGrant,
        Route,
        Service,
        UnsupportedObject {
  Metadata metadata();

  /** The API's kind, such as {@code HTTPRoute}. */
  String kind();

  default ObjectId id() {
    return metadata().id();
  }

  default ObjectRef ref() {
    return new ObjectRef(kind(), id());
  }
}
