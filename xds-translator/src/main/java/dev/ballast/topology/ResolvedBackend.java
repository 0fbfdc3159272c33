package dev.ballast.topology;

import dev.ballast.world.ObjectId;
import dev.ballast.world.Service;

/** What one backendRef of a rule leads to. A broken backend keeps its weight. */
public sealed interface ResolvedBackend {
  /** Place of the backendRef in its rule. */
  int index();

  int weight();

  /** A Service port with endpoints. */
  record Usable(int index, int weight, Service service, Service.Port port)
      implements ResolvedBackend {
    public ObjectId id() {
      return service.id();
    }
  }

  /** A Service port that nobody is behind just now. */
  record Empty(int index, int weight, String message) implements ResolvedBackend {}

  /**
   * @param reason of the {@code ResolvedRefs} condition
   * @param message what is wrong, without a dot at the end
   */
  record Broken(int index, int weight, String reason, String message) implements ResolvedBackend {}
}
