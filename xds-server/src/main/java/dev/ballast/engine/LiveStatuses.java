package dev.ballast.engine;

import dev.ballast.engine.ProgrammedVerdict.Pending;
import dev.ballast.engine.ProgrammedVerdict.Programmed;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.serving.StreamStatus;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.translation.ObjectReport;
import dev.ballast.translation.Reports;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The status of each object as it should read now, and word of whose may have changed: those of
 * which a translation says something else, and those whose Envoys answered. Costs what changes; an
 * endpoint that comes or goes is news for nobody.
 *
 * <p>Envoys need a moment to confirm, and more after a restart of ours. So that statuses do not
 * flicker, each answer says how long a verdict that stands may stay: see {@link LiveStatus}.
 */
public final class LiveStatuses implements EngineListener, ServingListener, AutoCloseable {
  /** An Envoy that lost us comes back within its back-off, which ends at 30 seconds. */
  public static final Duration NOBODY_HERE = Duration.ofSeconds(30);

  /** A connected Envoy that has not confirmed for so long is stuck. */
  public static final Duration BEHIND = Duration.ofSeconds(10);

  /** Most confirm within some hundredths of a second. */
  public static final Duration ABOUT_TO_CONFIRM = Duration.ofMillis(200);

  /**
   * Most Envoys have confirmed a change after so long. Objects that had a status before are told
   * then, once, instead of now and again; what looks at statuses needs the processor as well as
   * Envoy does.
   */
  private static final long CONFIRMED_BY_THEN_MILLIS = 25;

  /** After a refusal a stream needs a moment until its status tells of it. */
  private static final long REFUSAL_SHOWS_MILLIS = 20;

  private final Supplier<List<StreamStatus>> envoys;
  private final LongSupplier nanos;
  private final List<Consumer<Collection<ObjectRef>>> hearers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ballast-statuses").factory());
  private final AtomicBoolean looks = new AtomicBoolean();

  private record Wait(boolean behind, long since) {}

  // Guarded by this.
  private final OwnedResources owned = new OwnedResources();
  private Translation translation = Translation.EMPTY;
  private final Map<ObjectRef, Wait> waits = new HashMap<>();
  private final Map<ObjectRef, SortedMap<ObjectId, ProgrammedVerdict>> open = new HashMap<>();

  /**
   * @param envoys what the connected Envoys have and lack, as of now
   */
  public LiveStatuses(Supplier<List<StreamStatus>> envoys) {
    this(envoys, System::nanoTime);
  }

  LiveStatuses(Supplier<List<StreamStatus>> envoys, LongSupplier nanos) {
    this.envoys = envoys;
    this.nanos = nanos;
  }

  /**
   * Told of objects whose status may have changed, on a thread of this room; must not block. What
   * happened before is not told.
   */
  public LiveStatuses tell(Consumer<Collection<ObjectRef>> hearer) {
    hearers.add(hearer);
    return this;
  }

  /** Empty for an object that is not part of the world, or not yet. */
  public synchronized Optional<LiveStatus> of(ObjectRef object) {
    Optional<ObjectReport> report = translation.reports().of(object);
    if (report.isEmpty()) {
      forget(object);
      return Optional.empty();
    }
    var verdicts = judge(object, envoys.get());
    Optional<Wait> wait = waits(object, verdicts.values());
    return Optional.of(
        new LiveStatus(
            report.get().status().map(status -> ProgrammedConditions.merge(status, verdicts)),
            wait.map(w -> left(w, w.behind() ? BEHIND : NOBODY_HERE)).orElse(Duration.ZERO),
            wait.filter(Wait::behind).map(w -> left(w, ABOUT_TO_CONFIRM)).orElse(Duration.ZERO)));
  }

  /** All objects there is something to say about. */
  public synchronized Set<ObjectRef> objects() {
    return Set.copyOf(translation.reports().byObject().keySet());
  }

  @Override
  public void published(Published published) {
    later(() -> follow(published.translation()), 0);
  }

  @Override
  public void opened(EnvoyStream stream) {
    later(() -> say(ownersIn(stream.gateway())), 0);
  }

  @Override
  public void closed(EnvoyStream stream) {
    later(() -> say(ownersIn(stream.gateway())), 0);
  }

  @Override
  public void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
    look(0);
  }

  @Override
  public void rejected(EnvoyStream stream, Resource resource, String words) {
    later(() -> say(resource.owners()), REFUSAL_SHOWS_MILLIS);
    look(REFUSAL_SHOWS_MILLIS);
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void follow(Translation next) {
    Map<Boolean, List<ObjectRef>> news;
    synchronized (this) {
      Reports before = translation.reports();
      news =
          next.reports().differencesFrom(before).stream()
              .collect(
                  Collectors.partitioningBy(
                      object ->
                          before.of(object).isPresent() && next.reports().of(object).isPresent()));
      translation = next;
      owned.follow(next.gateways());
    }
    say(news.getOrDefault(false, List.of()));
    List<ObjectRef> known = news.getOrDefault(true, List.of());
    if (!known.isEmpty()) {
      later(() -> say(known), CONFIRMED_BY_THEN_MILLIS);
    }
  }

  /** Asks again about those whose verdict was not final. Many calls in a row melt into one. */
  private void look(long millis) {
    if (!looks.getAndSet(true)) {
      later(
          () -> {
            looks.set(false);
            say(moved());
          },
          millis);
    }
  }

  private synchronized Set<ObjectRef> moved() {
    var moved = new HashSet<ObjectRef>();
    var now = envoys.get();
    for (var entry : Map.copyOf(open).entrySet()) {
      if (!judge(entry.getKey(), now).equals(entry.getValue())) {
        moved.add(entry.getKey());
      }
    }
    return moved;
  }

  private synchronized Set<ObjectRef> ownersIn(ObjectId gateway) {
    return owned.ownersIn(gateway);
  }

  private SortedMap<ObjectId, ProgrammedVerdict> judge(
      ObjectRef object, List<StreamStatus> connected) {
    var verdicts = ProgrammedConditions.verdicts(object, owned, connected);
    if (verdicts.values().stream().allMatch(Programmed.class::isInstance)) {
      open.remove(object);
    } else {
      open.put(object, verdicts);
    }
    return verdicts;
  }

  /** Since when, and for whom, the object waits; empty when every verdict is final. */
  private Optional<Wait> waits(ObjectRef object, Collection<ProgrammedVerdict> verdicts) {
    var pending =
        verdicts.stream()
            .filter(Pending.class::isInstance)
            .map(verdict -> ((Pending) verdict).behind() > 0)
            .toList();
    if (pending.isEmpty()) {
      waits.remove(object);
      return Optional.empty();
    }
    boolean behind = !pending.contains(false);
    Wait wait = waits.get(object);
    if (wait == null || wait.behind() != behind) {
      wait = new Wait(behind, nanos.getAsLong());
      waits.put(object, wait);
    }
    return Optional.of(wait);
  }

  private Duration left(Wait wait, Duration most) {
    Duration left = most.minusNanos(nanos.getAsLong() - wait.since());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void forget(ObjectRef object) {
    open.remove(object);
    waits.remove(object);
  }

  private void say(Collection<ObjectRef> objects) {
    if (!objects.isEmpty()) {
      hearers.forEach(hearer -> hearer.accept(objects));
    }
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = worker.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server is closing; nobody writes statuses any more.
    }
  }
}
