package dev.ballast.credentials;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after something again and again, on a thread of its own. What fails is said once and tried
 * again in the next round.
 */
final class Rounds implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService thread;
  private final Runnable round;
  private final String purpose;
  private String lastFailure = "";

  private Rounds(String purpose, Runnable round) {
    this.purpose = purpose;
    this.round = round;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ballast-credentials").daemon().factory());
  }

  /**
   * @param purpose completes a log line that begins with "could not"
   */
  static Rounds start(String purpose, Duration interval, Runnable round) {
    var rounds = new Rounds(purpose, round);
    long millis = interval.toMillis();
    var unused =
        rounds.thread.scheduleWithFixedDelay(rounds::go, millis, millis, TimeUnit.MILLISECONDS);
    return rounds;
  }

  /** One round more, soon. */
  void now() {
    try {
      thread.execute(this::go);
    } catch (RejectedExecutionException closed) {
      log.debug("closed; no more rounds", closed);
    }
  }

  private void go() {
    try {
      round.run();
      lastFailure = "";
    } catch (RuntimeException e) {
      String failure = saying(e);
      if (!failure.equals(lastFailure)) {
        log.warn("could not {}, it will be tried again: {}", purpose, failure);
        lastFailure = failure;
      }
    }
  }

  /** The API server's own sentence, without the dump that the client puts around it. */
  private static String saying(RuntimeException e) {
    return e instanceof KubernetesClientException refused && refused.getStatus() != null
        ? String.valueOf(refused.getStatus().getMessage())
        : String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
