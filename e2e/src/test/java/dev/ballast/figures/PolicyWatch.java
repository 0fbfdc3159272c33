package dev.ballast.figures;

import dev.ballast.bench.Moment;
import dev.ballast.lab.process.Journal;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All policies of the cluster as a watch tells of them, with the moments it told. */
final class PolicyWatch implements AutoCloseable, Watcher<GenericKubernetesResource> {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration QUIET = Duration.ofMillis(60);
  private static final int PAUSE_MILLIS = 30;

  /**
   * One policy.
   *
   * @param status when it first had one
   * @param programmed when Programmed was first True
   */
  private record Told(Optional<Moment> status, Optional<Moment> programmed) {}

  private final Map<String, Told> told = new HashMap<>();
  private final Watch watch;
  private long last = System.nanoTime();
  private int programmed;
  private int events;

  PolicyWatch(KubernetesClient client) {
    watch = client.genericKubernetesResources(ClusterWorld.POLICIES).inAnyNamespace().watch(this);
  }

  @Override
  public synchronized void eventReceived(Action action, GenericKubernetesResource policy) {
    Moment now = Moment.now();
    last = now.nanos();
    events++;
    String key = key(policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    if (action == Action.DELETED) {
      told.remove(key);
    } else {
      String status = String.valueOf(policy.getAdditionalProperties().get("status"));
      Told before = told.getOrDefault(key, new Told(Optional.empty(), Optional.empty()));
      Told after =
          new Told(
              before.status().or(() -> moment(status.contains("type=Accepted"), now)),
              before.programmed().or(() -> moment(isProgrammed(policy), now)));
      if (before.programmed().isEmpty() && after.programmed().isPresent()) {
        programmed++;
      }
      told.put(key, after);
    }
    notifyAll();
  }

  @Override
  public void onClose(WatcherException cause) {
    Journal.note(cause, "the watch of policies has ended");
  }

  /** How often anything was told. */
  synchronized int events() {
    return events;
  }

  /** When a policy first had a status. */
  Moment awaitStatus(String namespace, String name) throws InterruptedException {
    return await(namespace, name, true);
  }

  /** When it first was told to be in force. */
  Moment awaitProgrammed(String namespace, String name) throws InterruptedException {
    return await(namespace, name, false);
  }

  private synchronized Moment await(String namespace, String name, boolean anyStatus)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Told now = told.get(key(namespace, name));
      Optional<Moment> found =
          now == null ? Optional.empty() : anyStatus ? now.status() : now.programmed();
      if (found.isPresent()) {
        return found.get();
      }
      wait(millisUntil(end, "the status of " + key(namespace, name)));
    }
  }

  /** Waits until so many policies have been in force. */
  synchronized void awaitProgrammed(int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (programmed < count) {
      wait(millisUntil(end, "%d policies to be Programmed; %d are".formatted(count, programmed)));
    }
  }

  /**
   * Waits until nothing has happened for a while, and a moment longer that differs each time, so
   * that samples do not march in step with anything periodic.
   */
  synchronized void settle(RandomGenerator random) throws InterruptedException {
    long quiet = QUIET.plusMillis(random.nextInt(PAUSE_MILLIS)).toNanos();
    long begin = System.nanoTime();
    for (long left = quiet; left > 0; ) {
      wait(left / 1_000_000 + 1);
      left = Math.max(last, begin) + quiet - System.nanoTime();
    }
  }

  private static long millisUntil(long end, String what) {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new IllegalStateException("waited in vain for " + what);
    }
    return left / 1_000_000 + 1;
  }

  private static Optional<Moment> moment(boolean holds, Moment now) {
    return holds ? Optional.of(now) : Optional.empty();
  }

  private static boolean isProgrammed(GenericKubernetesResource policy) {
    return policy.get("status", "ancestors") instanceof Iterable<?> ancestors
        && isProgrammed(ancestors);
  }

  private static boolean isProgrammed(Iterable<?> ancestors) {
    for (Object ancestor : ancestors) {
      if (ancestor instanceof Map<?, ?> entry
          && entry.get("conditions") instanceof Iterable<?> conditions) {
        for (Object condition : conditions) {
          if (condition instanceof Map<?, ?> fields
              && "Programmed".equals(fields.get("type"))
              && "True".equals(fields.get("status"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  @Override
  public void close() {
    watch.close();
  }
}
