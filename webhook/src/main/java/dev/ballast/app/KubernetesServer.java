package dev.ballast.app;

import dev.ballast.engine.LiveStatuses;
import dev.ballast.finding.Finding;
import dev.ballast.operator.LeaderGate;
import dev.ballast.operator.StatusOperator;
import dev.ballast.provider.kubernetes.KubernetesProvider;
import dev.ballast.server.ObjectSource;
import dev.ballast.server.TrafficServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole server for Kubernetes: what the API server has is what connected Envoys have, and what
 * became of it is what statuses say. Runs from {@link #start} until closed.
 *
 * <p>It ends in steps: not ready first, so that nobody new is sent here, then it goes on serving
 * for the time it has to drain, then everything stops.
 */
public final class KubernetesServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KubernetesServer.class);

  private static final String LEASE = "ballast";

  private final KubernetesOptions options;
  private final TrafficServer server;
  private final LiveStatuses statuses;
  private final KubernetesProvider provider;
  private final StatusOperator operator;
  private final Optional<LeaderGate> gate;
  private final BooleanSupplier leads;
  private final List<Runnable> onLeading = new CopyOnWriteArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final AtomicBoolean ends = new AtomicBoolean();

  /** Kinds whose statuses are not looked at yet. Guards {@link #isPublished}, too. */
  private final Map<String, Optional<String>> servedMeanwhile = new LinkedHashMap<>();

  private boolean isPublished;

  /**
   * @param client stays open when this is closed
   * @throws IOException when an address cannot be bound
   */
  public KubernetesServer(KubernetesOptions options, KubernetesClient client) throws IOException {
    this.options = options;
    server = new TrafficServer(options.server());
    statuses = new LiveStatuses(server::envoys);
    server.heardBy(statuses);
    gate =
        options.electsLeader()
            ? Optional.of(
                new LeaderGate(
                    client, options.namespace(), LEASE, options.identity(), this::compareAll))
            : Optional.empty();
    leads = gate.<BooleanSupplier>map(g -> g).orElse(() -> true);
    operator =
        new StatusOperator(
            client,
            statuses,
            options.server().translation().controllerNames(),
            options.identity(),
            leads,
            server.meters());
    provider = new KubernetesProvider(client, server.meters(), server::submit, this::served);
    server.engine().listenedBy(published -> published());
    server.describedBy(new Objects(provider));
    server.readyUnless(
        () -> ends.get() ? Optional.of("this replica is about to end") : Optional.empty());
    server.readyUnless(provider::missing);
  }

  /** What the provider tells beside its changes. */
  private record Objects(KubernetesProvider provider) implements ObjectSource {
    @Override
    public List<Finding> findings() {
      return provider.findings();
    }
  }

  /** To be called before {@link #start}. */
  public KubernetesServer with(Part part) {
    parts.add(part);
    server.readyUnless(part::missing);
    return this;
  }

  /** What parts need to know of the world, of meters and of pages. */
  public TrafficServer server() {
    return server;
  }

  /** Whether this replica is the one that writes. */
  public BooleanSupplier leads() {
    return leads;
  }

  /** Told when this replica begins to lead; must not block. */
  public KubernetesServer onLeading(Runnable listener) {
    onLeading.add(listener);
    return this;
  }

  /** Where reconcilers of other rooms are added. */
  public StatusOperator operator() {
    return operator;
  }

  /**
   * Begins, and returns at once; {@code /readyz} tells when everything is there. An API server that
   * is away is waited for.
   *
   * @throws IOException when an address cannot be bound
   */
  public KubernetesServer start() throws IOException {
    try {
      server.start();
      provider.start();
      gate.ifPresent(LeaderGate::start);
      for (Part part : parts) {
        part.start();
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    log.debug("serving xds={} admin={}", server.xdsPort(), server.adminPort());
    return this;
  }

  /**
   * Waits until everything that was there at the start is translated and published.
   *
   * @return false when the time was over first
   */
  public boolean awaitFirst(Duration patience) throws InterruptedException {
    return server.engine().awaitSequence(1, patience);
  }

  /** Ends without a break for those who are served: see above. */
  public void drain() {
    ends.set(true);
    log.info("ending drainMs={}", options.drain().toMillis());
    try {
      Thread.sleep(options.drain());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    ends.set(true);
    gate.ifPresent(LeaderGate::close);
    operator.close();
    parts.reversed().forEach(Part::close);
    provider.close();
    statuses.close();
    server.close();
  }

  /**
   * There is no status to write before the first translation, and the readers of statuses list the
   * same objects again: they would take the processor from those whom everybody waits for.
   */
  private void served(String kind, Optional<String> version) {
    synchronized (servedMeanwhile) {
      if (isPublished) {
        operator.served(kind, version);
      } else {
        servedMeanwhile.put(kind, version);
      }
    }
  }

  private void published() {
    synchronized (servedMeanwhile) {
      isPublished = true;
      servedMeanwhile.forEach(operator::served);
      servedMeanwhile.clear();
    }
  }

  private void compareAll() {
    operator.compareAll();
    onLeading.forEach(Runnable::run);
  }
}
