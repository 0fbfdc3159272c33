package dev.ballast.faults;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something at a constant rate, on a thread of its own, until it is stopped. */
final class Pace implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger steps = new AtomicInteger();
  private final ScheduledFuture<?> stepping;

  interface Step {
    /**
     * @param number from 1
     */
    void run(int number) throws Exception;
  }

  private Pace(Duration interval, Step step) {
    stepping =
        clock.scheduleAtFixedRate(() -> run(step), 0, interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  static Pace every(Duration interval, Step step) {
    return new Pace(interval, step);
  }

  private void run(Step step) {
    try {
      step.run(steps.get() + 1);
      steps.incrementAndGet();
    } catch (Exception e) {
      throw new IllegalStateException("step " + (steps.get() + 1) + " failed", e);
    }
  }

  int steps() {
    return steps.get();
  }

  /** Lets it run for so long; throws at once what a step threw. */
  void await(Duration time) throws InterruptedException, ExecutionException {
    try {
      stepping.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillRunning) {
      return;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clock.close();
  }
}
