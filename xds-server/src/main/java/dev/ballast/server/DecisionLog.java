package dev.ballast.server;

import dev.ballast.admin.Situation;
import dev.ballast.engine.Change;
import dev.ballast.engine.EngineListener;
import dev.ballast.engine.Published;
import dev.ballast.finding.Finding;
import dev.ballast.provider.FindingLog;
import dev.ballast.serving.EnvoyStream;
import dev.ballast.serving.ServingListener;
import dev.ballast.snapshot.Resource;
import dev.ballast.snapshot.ResourceType;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each decision: what, which object, why; under a room's name, so that each room has a
 * level of its own. A line bears the time at which it was decided, so it is handed to the log at
 * once; the log writes behind a queue. What comes faster than anybody reads is counted instead. Who
 * connects and what Envoys refuse is said by {@code serving} itself.
 */
final class DecisionLog implements EngineListener, ServingListener, AutoCloseable {
  private static final Logger PROVIDER = LoggerFactory.getLogger("dev.ballast.provider.decisions");
  private static final Logger ENGINE = LoggerFactory.getLogger("dev.ballast.engine.decisions");
  private static final Logger SERVING = LoggerFactory.getLogger("dev.ballast.serving.decisions");

  /** Nobody reads findings faster, and one that is gone by then need not be said. */
  private static final long FINDINGS_EVERY_MILLIS = 200;

  private final UnaryOperator<Finding> placed;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ballast-decisions").factory());
  private final List<Paced> kinds = new ArrayList<>();
  private final Paced changed = new Paced(PROVIDER, "changed");
  private final Paced translated = new Paced(ENGINE, "translated");
  private final Paced publishedLine = new Paced(ENGINE, "published");
  private final Paced acked = new Paced(SERVING, "acked");
  // When each submission was handed in, in nanoseconds: as many as are not published yet.
  private final Queue<Long> heard = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean sumsUp = new AtomicBoolean();

  // Guarded by unsaid: the newest translation, and of which objects it says something else than
  // the one the writer has looked at.
  private final Set<ObjectRef> unsaid = new TreeSet<>();
  private Translation newest = Translation.EMPTY;

  // Touched by the engine's thread only.
  private long answered;
  private final Map<ObjectId, List<Integer>> sizes = new HashMap<>();

  // Touched by the writer only.
  private Translation before = Translation.EMPTY;

  /**
   * @param placed gives a finding about an object the place where the object stands
   */
  DecisionLog(UnaryOperator<Finding> placed) {
    this.placed = placed;
  }

  private final class Paced {
    private final Logger log;
    private final String what;
    private final Pace pace = new Pace();

    Paced(Logger log, String what) {
      this.log = log;
      this.what = what;
      kinds.add(this);
    }

    void say(String format, Object... arguments) {
      if (!log.isInfoEnabled()) {
        return;
      }
      if (pace.allows(System.nanoTime())) {
        log.info(format, arguments);
      } else if (!sumsUp.getAndSet(true)) {
        later(DecisionLog.this::sumUp, 1_000);
      }
    }
  }

  /** To be called before each submission to the engine, so that it can be told how long it took. */
  void heard() {
    heard.add(System.nanoTime());
  }

  void changed(List<Change> changes) {
    if (!changes.isEmpty()) {
      changed.say("changed objects={} first=\"{}\"", changes.size(), changes.getFirst());
    }
  }

  @Override
  public void published(Published published) {
    translated.say(
        "translated sequence={} changes={} gateways={} ms={} heardMsAgo={}",
        published.sequence(),
        published.changes(),
        published.translation().gateways().size(),
        millis(published.took().toNanos()),
        heardMillisAgo(published.sequence()));
    published.changed().forEach(this::publishedTo);
    for (ObjectId gateway : published.removed()) {
      sizes.remove(gateway);
      publishedLine.say("removed gateway={}", gateway);
    }
    if (hasNews(published.translation())) {
      later(this::findings, FINDINGS_EVERY_MILLIS);
    }
  }

  /** True when there was nothing to say before. */
  private boolean hasNews(Translation translation) {
    synchronized (unsaid) {
      boolean wasEmpty = unsaid.isEmpty();
      unsaid.addAll(translation.reports().differencesFrom(newest.reports()));
      newest = translation;
      return wasEmpty && !unsaid.isEmpty();
    }
  }

  /** Most changes leave the numbers as they were; then there is nothing to tell. */
  private void publishedTo(ObjectId gateway, Snapshot snapshot) {
    List<Integer> size =
        Stream.of(
                ResourceType.LISTENER,
                ResourceType.ROUTE,
                ResourceType.CLUSTER,
                ResourceType.ENDPOINT)
            .map(type -> snapshot.resources(type).size())
            .toList();
    if (!size.equals(sizes.put(gateway, size))) {
      publishedLine.say(
          "published gateway={} listeners={} routes={} clusters={} endpoints={}",
          gateway,
          size.get(0),
          size.get(1),
          size.get(2),
          size.get(3));
    }
  }

  @Override
  public void acked(
      EnvoyStream stream, ResourceType type, List<Resource> resources, List<String> removed) {
    acked.say(
        "acked type={} resources={} removed={} node={} gateway={}",
        type.name().toLowerCase(Locale.ROOT),
        resources.size(),
        removed.size(),
        stream.node(),
        stream.gateway());
  }

  /** Writes what was handed over so far. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(2, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Of the oldest submission that has become true now. */
  private String heardMillisAgo(long sequence) {
    @Nullable Long oldest = null;
    for (; answered < sequence; answered++) {
      Long time = heard.poll();
      oldest = oldest == null ? time : oldest;
    }
    return oldest == null ? "?" : millis(System.nanoTime() - oldest);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private void sumUp() {
    sumsUp.set(false);
    for (Paced kind : kinds) {
      int more = kind.pace.takeHeldBack();
      if (more > 0) {
        kind.log.info("{} more={} within=1s", kind.what, more);
      }
    }
  }

  private void findings() {
    List<ObjectRef> objects;
    Translation now;
    synchronized (unsaid) {
      objects = List.copyOf(unsaid);
      unsaid.clear();
      now = newest;
    }
    List<Finding> news = Situation.news(before, now, objects);
    before = now;
    FindingLog.say(news.stream().map(placed).toList());
  }

  private void later(Runnable task, long millis) {
    try {
      var unused = writer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server is closing; what is decided now interests nobody.
    }
  }
}
