package dev.ballast.memo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one stage by key. Used by one thread.
 *
 * <p>An output that equals the one before is replaced by it, so that whatever is built on it sees
 * no change. What is not asked for during a {@link #pass} is forgotten at its end; a pass that
 * breaks forgets nothing, and all it has learned stays true.
 *
 * @param <K> what tells the uses of the stage apart
 */
public final class Memo<K, I extends Inputs, O> {
  private final Stage<I, O> stage;
  private final MemoCount count;
  private final Map<K, Entry<O>> entries = new HashMap<>();
  private Map<K, O> changed = new LinkedHashMap<>();
  private Set<K> removed = new HashSet<>();
  private long pass;

  private static final class Entry<O> {
    @Nullable Object[] parts;
    O output;
    long pass;

    Entry(@Nullable Object[] parts, O output) {
      this.parts = parts;
      this.output = output;
    }
  }

  /**
   * What differs since the last look.
   *
   * @param changed new outputs
   * @param removed keys that have none any more
   */
  public record Difference<K, O>(Map<K, O> changed, Set<K> removed) {
    public boolean isEmpty() {
      return changed.isEmpty() && removed.isEmpty();
    }
  }

  /**
   * @param count where hits and misses are counted
   */
  public Memo(MemoCount count, Stage<I, O> stage) {
    this.count = count;
    this.stage = stage;
  }

  /** The output for these inputs: that of last time if they are the same. */
  public O get(K key, I inputs) {
    Entry<O> entry = entries.get(key);
    @Nullable Object[] parts = inputs.parts();
    if (entry == null) {
      count.miss();
      entry = new Entry<>(parts, stage.of(inputs, null));
      entries.put(key, entry);
      removed.remove(key);
      changed.put(key, entry.output);
    } else if (Inputs.same(entry.parts, parts)) {
      count.hit();
    } else {
      count.miss();
      O output = stage.of(inputs, entry.output);
      entry.parts = parts;
      if (!output.equals(entry.output)) {
        entry.output = output;
        changed.put(key, output);
      }
    }
    entry.pass = pass;
    return entry.output;
  }

  /** There is no such key any more. */
  void forget(K key) {
    entries.remove(key);
    changed.remove(key);
    removed.add(key);
  }

  /** Runs what asks for everything that is needed now; the rest is forgotten. */
  public <R> R pass(Supplier<R> work) {
    pass++;
    R result = work.get();
    entries
        .entrySet()
        .removeIf(
            entry -> {
              boolean isUnused = entry.getValue().pass != pass;
              if (isUnused) {
                removed.add(entry.getKey());
                changed.remove(entry.getKey());
              }
              return isUnused;
            });
    return result;
  }

  /** What differs since this was called last. */
  public Difference<K, O> drain() {
    var difference = new Difference<>(changed, removed);
    changed = new LinkedHashMap<>();
    removed = new HashSet<>();
    return difference;
  }
}
