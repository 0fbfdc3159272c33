package dev.ballast.server;

import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import java.util.List;

/**
 * Several listeners as one, told in order.
 *
 * @param listeners the list itself, which may grow until the server starts
 */
record ServingListeners(List<ServingListener> listeners) implements ServingListener {
  @Override
  public void opened(EnvoyStream stream) {
    listeners.forEach(listener -> listener.opened(stream));
  }

  @Override
  public void closed(EnvoyStream stream) {
    listeners.forEach(listener -> listener.closed(stream));
  }

  @Override
  public void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
    listeners.forEach(listener -> listener.acked(stream, type, resources, removed));
  }

  @Override
  public void rejected(EnvoyStream stream, Resource resource, String words) {
    listeners.forEach(listener -> listener.rejected(stream, resource, words));
  }
}
