package dev.ballast.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica may write. One of several does, the one that holds the Lease. Losing it ends
 * nothing: this replica goes on serving, and tries to get it again.
 */
public final class LeaderGate implements BooleanSupplier, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaderGate.class);

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration RENEW_WITHIN = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final LeaseLock lease;
  private final String identity;
  private final Runnable begins;
  private final Thread thread = Thread.ofVirtual().name("ballast-leader").unstarted(this::run);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean leads;
  private volatile boolean closed;
  private volatile @Nullable CompletableFuture<?> election;

  /**
   * @param identity of this replica, such as the name of its Pod
   * @param begins called when it begins to lead; must not block
   */
  public LeaderGate(
      KubernetesClient client, String namespace, String name, String identity, Runnable begins) {
    this.client = client;
    this.lease = new LeaseLock(namespace, name, identity);
    this.identity = identity;
    this.begins = begins;
  }

  public LeaderGate start() {
    thread.start();
    return this;
  }

  /** Whether it leads now. */
  @Override
  public boolean getAsBoolean() {
    return leads;
  }

  /** Lets the Lease go, so that another one needs not wait for its end. */
  @Override
  public void close() {
    closed = true;
    var running = election;
    if (running != null) {
      running.cancel(true);
    }
    thread.interrupt();
    leads = false;
    executor.shutdown();
  }

  private void run() {
    try {
      while (!closed) {
        elect();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void elect() {
    var config =
        new LeaderElectionConfig(
            lease,
            LEASE,
            RENEW_WITHIN,
            RETRY,
            new LeaderCallbacks(this::gained, this::lost, this::noticed),
            true,
            "ballast");
    var running = new LeaderElector(client, config, executor).start();
    election = running;
    try {
      running.join();
    } catch (CompletionException | CancellationException e) {
      if (!closed) {
        log.warn("the election broke off and begins anew why=\"{}\"", e.toString());
      }
    } finally {
      lost();
    }
  }

  private void gained() {
    if (!closed) {
      leads = true;
      log.info("leading lease={} as={}", lease.describe(), identity);
      begins.run();
    }
  }

  private void lost() {
    if (leads) {
      leads = false;
      log.warn("no longer leading; serving goes on lease={} as={}", lease.describe(), identity);
    }
  }

  private void noticed(String leader) {
    if (!leader.equals(identity)) {
      log.info("another replica leads lease={} leader={}", lease.describe(), leader);
    }
  }
}
