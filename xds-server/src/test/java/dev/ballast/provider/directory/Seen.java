package dev.ballast.provider.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.engine.Change;
import dev.ballast.world.ObjectRef;
import dev.ballast.world.Service;
import dev.ballast.world.WorldObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes changes as the engine would, and lets a test wait for what it promises. */
final class Seen implements Consumer<List<Change>> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<List<Change>> batches = new ArrayList<>();
  private final Map<ObjectRef, WorldObject> objects = new TreeMap<>();

  @Override
  public void accept(List<Change> changes) {
    lock.lock();
    try {
      batches.add(changes);
      for (Change change : changes) {
        switch (change) {
          case Change.Put(var object) -> objects.put(object.ref(), object);
          case Change.Delete(var ref) -> objects.remove(ref);
        }
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The label "v" of each Service, by name. */
  Map<String, String> versions() {
    lock.lock();
    try {
      var versions = new TreeMap<String, String>();
      objects.values().stream()
          .map(Service.class::cast)
          .forEach(s -> versions.put(s.id().name(), s.metadata().labels().getOrDefault("v", "")));
      return versions;
    } finally {
      lock.unlock();
    }
  }

  List<List<Change>> batches() {
    lock.lock();
    try {
      return List.copyOf(batches);
    } finally {
      lock.unlock();
    }
  }

  void await(Map<String, String> versions) throws InterruptedException {
    await(versions::equals);
    assertThat(versions()).isEqualTo(versions);
  }

  void await(Predicate<Map<String, String>> promise) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(20);
      while (!promise.test(versions()) && left > 0) {
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** That a name never stood for nothing on the way. */
  void neverDeleted() {
    assertThat(batches().stream().flatMap(List::stream)).noneMatch(Change.Delete.class::isInstance);
  }

  /** Waits for something else than objects. */
  static void until(String what, BooleanSupplier promise) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!promise.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }
}
