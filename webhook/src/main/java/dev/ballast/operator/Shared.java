package dev.ballast.operator;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** One of several users of an executor: ending this one leaves the others theirs. */
final class Shared extends AbstractExecutorService {
  private final ExecutorService all;
  private volatile boolean ended;

  Shared(ExecutorService all) {
    this.all = all;
  }

  @Override
  public void execute(Runnable task) {
    if (!ended) {
      all.execute(task);
    }
  }

  @Override
  public void shutdown() {
    ended = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    ended = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return ended;
  }

  @Override
  public boolean isTerminated() {
    return ended;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return ended;
  }
}
