package dev.ballast.app;

import java.io.IOException;
import java.util.Optional;

/**
 * A room that starts and ends with the server, such as the webhook. Started in the order in which
 * they were added, while objects are still being read; ended in the opposite order.
 */
public interface Part extends AutoCloseable {
  /**
   * @throws IOException when it cannot do its work; the server ends then
   */
  void start() throws IOException;

  /** What keeps it from being ready, in a few words; empty when nothing does. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  void close();
}
