package dev.ballast.engine;

import dev.ballast.snapshot.Snapshot;
import dev.ballast.translation.Translation;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.World;
import dev.ballast.world.WorldObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the world. One thread takes what was submitted, makes the next world, translates it and
 * publishes what differs.
 *
 * <p>The hold-off adapts by itself: an isolated change is translated at once; changes that arrive
 * while a translation runs form the next batch, so a flood costs as many translations as fit, not
 * one for each change.
 *
 * <p>An exception out of the translation is a bug of ours and must not take the traffic with it.
 * The batch is halved until the change that breaks it is found; that change is set aside and tried
 * again with the next batch, everything else goes on.
 */
public final class Engine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final Function<World, Translation> translation;
  private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
  private final Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition submittedMore = lock.newCondition();
  private final Condition handledMore = lock.newCondition();
  // Guarded by the lock.
  private Map<ObjectRef, Change> waiting = new LinkedHashMap<>();
  private long submitted;
  private long handled;
  private boolean closed;

  // Written by the writer only.
  private World world = World.EMPTY;
  private Map<ObjectRef, Change> setAside = Map.of();
  private volatile World newest = World.EMPTY;
  private volatile Published last =
      new Published(0, 0, Duration.ZERO, Translation.EMPTY, Map.of(), Set.of());

  /**
   * @param translation pure; the result is defined by the world alone
   */
  public Engine(Function<World, Translation> translation) {
    this.translation = translation;
    this.writer = Thread.ofPlatform().name("ballast-engine").daemon().unstarted(this::run);
  }

  /** Add listeners before; what they would have missed is not told again. */
  public Engine listenedBy(EngineListener listener) {
    listeners.add(listener);
    return this;
  }

  public Engine start() {
    writer.start();
    return this;
  }

  /**
   * Hands changes in, in the order in which they happened; they become visible together. An empty
   * list is a submission too: it tells that there is nothing (yet).
   *
   * @return the number to wait for with {@link #awaitSequence}
   */
  public long submit(List<? extends Change> changes) {
    lock.lock();
    try {
      changes.forEach(
          change -> {
            // Removed first, so that the order is that of the latest changes.
            waiting.remove(change.ref());
            waiting.put(change.ref(), change);
          });
      submitted++;
      submittedMore.signal();
      return submitted;
    } finally {
      lock.unlock();
    }
  }

  /** What holds now. */
  public Published last() {
    return last;
  }

  /**
   * The world with all that is known: the one that is being translated while a translation runs,
   * else the one that was translated last.
   */
  public World world() {
    return newest;
  }

  /** Whether the first submission has been handled. */
  public boolean isReady() {
    lock.lock();
    try {
      return handled > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a submission has been translated and told to all listeners, or was found to break
   * the translation.
   *
   * @return false when the time was over first or the engine was closed
   */
  public boolean awaitSequence(long sequence, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (handled < sequence && !closed && left > 0) {
        left = handledMore.awaitNanos(left);
      }
      return handled >= sequence;
    } finally {
      lock.unlock();
    }
  }

  /** Finishes the translation that runs, and stops. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      submittedMore.signalAll();
      handledMore.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Batch(long sequence, Map<ObjectRef, Change> changes) {}

  private void run() {
    try {
      for (Batch batch = next(); batch.sequence() > 0; batch = next()) {
        handle(batch);
        finished(batch.sequence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for submissions and takes all of them; sequence 0 when the engine was closed. */
  private Batch next() throws InterruptedException {
    lock.lock();
    try {
      while (handled == submitted && !closed) {
        submittedMore.await();
      }
      if (closed) {
        return new Batch(0, Map.of());
      }
      var batch = new Batch(submitted, waiting);
      waiting = new LinkedHashMap<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void finished(long sequence) {
    lock.lock();
    try {
      handled = sequence;
      handledMore.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A world that could be translated, and how. */
  private record Outcome(World world, Translation translation) {}

  private void handle(Batch batch) {
    var changes = new LinkedHashMap<>(setAside);
    changes.putAll(batch.changes());
    if (changes.isEmpty() && last.sequence() > 0) {
      return;
    }
    var alreadySetAside = setAside;
    setAside = new HashMap<>();
    long start = System.nanoTime();
    absorb(world, List.copyOf(changes.values()), alreadySetAside)
        .ifPresent(
            outcome -> {
              world = outcome.world();
              var took = Duration.ofNanos(System.nanoTime() - start);
              publish(batch.sequence(), changes.size(), took, outcome.translation());
            });
    // Without the changes that broke.
    newest = world;
  }

  /** The world with all changes if that works, else with as many of them as do. */
  private Optional<Outcome> absorb(
      World base, List<Change> changes, Map<ObjectRef, Change> alreadySetAside) {
    World next = changed(base, changes);
    newest = next;
    try {
      return Optional.of(new Outcome(next, translation.apply(next)));
    } catch (RuntimeException | StackOverflowError e) {
      if (changes.size() > 1) {
        int half = changes.size() / 2;
        var first = absorb(base, changes.subList(0, half), alreadySetAside);
        var second =
            absorb(
                first.map(Outcome::world).orElse(base),
                changes.subList(half, changes.size()),
                alreadySetAside);
        return second.or(() -> first);
      }
      changes.forEach(change -> setAside(change, alreadySetAside, e));
      if (changes.isEmpty()) {
        log.error("bug: the translation breaks on an empty world", e);
      }
      return Optional.empty();
    }
  }

  private void setAside(Change change, Map<ObjectRef, Change> alreadySetAside, Throwable cause) {
    setAside.put(change.ref(), change);
    if (!change.equals(alreadySetAside.get(change.ref()))) {
      log.error("bug: the translation breaks on `{}`; it goes on without this", change, cause);
      listeners.forEach(listener -> listener.broken(change, cause));
    }
  }

  private static World changed(World world, Collection<Change> changes) {
    var put = new ArrayList<WorldObject>();
    var removed = new ArrayList<ObjectRef>();
    for (Change change : changes) {
      switch (change) {
        case Change.Put(var object) -> put.add(object);
        case Change.Delete(var ref) -> removed.add(ref);
      }
    }
    return put.isEmpty() && removed.isEmpty() ? world : world.changed(put, removed);
  }

  private void publish(long sequence, int changes, Duration took, Translation result) {
    SortedMap<ObjectId, Snapshot> before = last.translation().gateways();
    var differing = new TreeMap<ObjectId, Snapshot>();
    result
        .gateways()
        .forEach(
            (gateway, snapshot) -> {
              Snapshot old = before.get(gateway);
              if (old == null || !snapshot.differencesFrom(old).isEmpty()) {
                differing.put(gateway, snapshot);
              }
            });
    var removed = new HashSet<>(before.keySet());
    removed.removeAll(result.gateways().keySet());
    var published = new Published(sequence, changes, took, result, differing, removed);
    last = published;
    for (EngineListener listener : listeners) {
      tell(listener, published);
    }
  }

  private static void tell(EngineListener listener, Published published) {
    try {
      listener.published(published);
    } catch (RuntimeException e) {
      // One deaf listener must not silence the others or stop the writer.
      log.error("bug: {} broke on a translation", listener, e);
    }
  }
}
