package dev.ballast.logs;

import ch.qos.logback.core.hook.ShutdownHookBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Closes the log when the process ends, but not before those who still have something to say are
 * done: all shutdown hooks run at the same time.
 */
public final class LastWords extends ShutdownHookBase {
  /** Nobody ends a process more slowly. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final List<Thread> SPEAKERS = new CopyOnWriteArrayList<>();

  /** The log stays open until this shutdown hook is done. */
  static void of(Thread hook) {
    SPEAKERS.add(hook);
  }

  @Override
  public void run() {
    try {
      for (Thread speaker : SPEAKERS) {
        // A hook that has not been started yet is about to be.
        while (speaker.getState() == Thread.State.NEW) {
          Thread.onSpinWait();
        }
        speaker.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
  }
}
