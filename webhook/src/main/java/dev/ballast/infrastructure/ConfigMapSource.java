package dev.ballast.infrastructure;

import dev.ballast.world.ObjectId;
import java.util.function.Consumer;

/** Where ConfigMaps come from, one by one. */
@FunctionalInterface
interface ConfigMapSource {
  /** Tells until it is closed. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins to watch one, and returns at once.
   *
   * @param hearer told what there is, first and whenever it changes; must not block
   */
  Watch watch(ObjectId configMap, Consumer<Sighting> hearer);
}
