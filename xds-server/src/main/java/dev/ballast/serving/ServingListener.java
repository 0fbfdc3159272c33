package dev.ballast.serving;

import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.List;

/**
 * Told what happens on the streams, in order for each stream, on that stream's own thread: slow
 * listeners delay only the Envoy they are told about.
 */
public interface ServingListener {
  /** An Envoy told who it is. */
  default void opened(EnvoyStream stream) {}

  default void closed(EnvoyStream stream) {}

  /**
   * An Envoy accepted a response. Resources not named here are as they were.
   *
   * @param removed names it no longer has
   */
  default void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {}

  /**
   * An Envoy refused a resource, which is now withheld; all others go on.
   *
   * @param words why, in Envoy's words
   */
  default void rejected(EnvoyStream stream, Resource resource, String words) {}
}
