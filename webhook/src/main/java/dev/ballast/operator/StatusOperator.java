package dev.ballast.operator;

import dev.ballast.engine.LiveStatuses;
import dev.ballast.world.ObjectRef;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconcilers of all kinds that have a status of ours. Each kind has an {@link Operator} of its
 * own, which starts when the API server has the kind: the SDK takes no reconciler once it runs, and
 * waits at its start for kinds that may never come.
 */
public final class StatusOperator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusOperator.class);

  /** Statuses written at the same time: more only make the API server's queue longer. */
  private static final int AT_ONCE = 16;

  private static final Duration SYNC = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(2);

  private static final Map<String, String> VERSIONS =
      Map.of(
          "GatewayClass", "v1",
          "Gateway", "v1",
          "HTTPRoute", "v1",
          "GRPCRoute", "v1",
          "BackendTrafficPolicy", "v1alpha1");

  private record Running(Operator operator, StatusReconciler<?> reconciler) {}

  private final KubernetesClient client;
  private final LiveStatuses statuses;
  private final EventRecorder events;
  private final StatusDesk desk;
  private final Map<String, Function<StatusDesk, Registration>> kinds;
  private final Map<String, List<Consumer<Operator>>> companions = new HashMap<>();
  private volatile Judge judge = Judge.NOBODY;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor writers =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new LinkedBlockingQueue<>(),
          Thread.ofVirtual().name("ballast-status-", 0).factory());
  private final ExecutorService starters =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("ballast-operator").factory());

  /** Puts a reconciler into an operator. */
  private interface Registration {
    StatusReconciler<?> in(Operator operator);
  }

  /**
   * @param controllers names under which entries are ours
   * @param instance which of several replicas this is
   * @param leads whether this replica may write
   */
  public StatusOperator(
      KubernetesClient client,
      LiveStatuses statuses,
      Set<String> controllers,
      String instance,
      BooleanSupplier leads,
      MeterRegistry registry) {
    this.client = client;
    this.statuses = statuses;
    var meters = new OperatorMeters(registry);
    meters.waiting(() -> writers.getQueue().size());
    meters.leader(leads);
    events = new EventRecorder(client, instance, Clock.systemUTC(), registry);
    desk = new StatusDesk(statuses, controllers, leads, events, meters, Clock.systemUTC());
    kinds =
        Map.of(
            "BackendTrafficPolicy", d -> registering(new PolicyReconciler(d)),
            "GatewayClass", d -> registering(new GatewayClassReconciler(d, judge)),
            "Gateway", d -> registering(new GatewayReconciler(d, judge)),
            "HTTPRoute", d -> registering(new HttpRouteReconciler(d)),
            "GRPCRoute", d -> registering(new GrpcRouteReconciler(d)));
    statuses.tell(this::changed);
  }

  private static <P extends StatusObject> Registration registering(StatusReconciler<P> reconciler) {
    return operator -> {
      operator.register(reconciler, reconciler::configure);
      return reconciler;
    };
  }

  /**
   * Adds reconcilers that live and end with those of a kind, such as the infrastructure of
   * Gateways. To be called before {@link #served}.
   */
  public StatusOperator with(String kind, Consumer<Operator> registration) {
    companions.computeIfAbsent(kind, k -> new ArrayList<>()).add(registration);
    return this;
  }

  /**
   * Lets another room have a say in whether Gateways and their classes are accepted. To be called
   * before {@link #served}.
   */
  public StatusOperator judgedBy(Judge other) {
    judge = other;
    return this;
  }

  /**
   * Tells which version of a kind the API server has; empty when it has none.
   *
   * @param kind any; those without a status of ours are not looked at
   */
  public void served(String kind, Optional<String> version) {
    if (!kinds.containsKey(kind)) {
      return;
    }
    starters.execute(
        () -> {
          if (version.isEmpty()) {
            end(kind);
          } else if (version.get().equals(VERSIONS.get(kind))) {
            begin(kind);
          } else {
            log.warn(
                "statuses are not written: version {} of {} is needed, {} is served",
                VERSIONS.get(kind),
                kind,
                version.get());
          }
        });
  }

  /** Looks at every status again, as after becoming the leader. */
  public void compareAll() {
    changed(statuses.objects());
  }

  /** Looks at the statuses of these again: there may be something else to say. */
  public void changed(Collection<ObjectRef> objects) {
    for (ObjectRef object : objects) {
      Running here = running.get(object.kind());
      if (here != null) {
        here.reconciler().changed(object);
      }
    }
  }

  @Override
  public void close() {
    starters.shutdown();
    running.keySet().forEach(this::end);
    events.close();
    writers.shutdownNow();
  }

  private void begin(String kind) {
    var registration = kinds.get(kind);
    if (registration == null || running.containsKey(kind)) {
      return;
    }
    var operator =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withExecutorService(new Shared(writers))
                    .withStopOnInformerErrorDuringStartup(false)
                    .withCacheSyncTimeout(SYNC)
                    .withReconciliationTerminationTimeout(END));
    var reconciler = registration.apply(desk).in(operator);
    companions.getOrDefault(kind, List.of()).forEach(companion -> companion.accept(operator));
    running.put(kind, new Running(operator, reconciler));
    try {
      operator.start();
      // What the engine told while it started was told to nobody.
      statuses.objects().stream()
          .filter(object -> object.kind().equals(kind))
          .forEach(reconciler::changed);
      log.debug("writing statuses kind={}", kind);
    } catch (OperatorException e) {
      running.remove(kind);
      log.error("statuses of {} cannot be written why=\"{}\"", kind, e.toString());
    }
  }

  private void end(String kind) {
    Running here = running.remove(kind);
    if (here != null) {
      here.operator().stop();
    }
  }
}
