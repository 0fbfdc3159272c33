package dev.ballast.engine;

/** Hears of each translation on the writer's thread, in order; must not block. */
@FunctionalInterface
public interface EngineListener {
  void published(Published published);

  /**
   * A translation broke on this change. What was published before stays; the change is tried again
   * with the next batch.
   */
  default void broken(Change change, Throwable cause) {}
}
