package dev.ballast.memo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one stage for a whole list. Where the list has the same objects at the same places
 * as last time, an element costs a comparison and nothing else: of ten thousand elements of which
 * one is new, one is looked at. When elements come or go, all are looked up by key.
 *
 * @param <K> what tells the elements apart
 */
public final class MemoList<K, I extends Inputs, O> {
  private final Memo<K, I, O> memo;

  /** Null while the memo may be ahead of the list, as when a stage broke. */
  private @Nullable Object @Nullable [] context;

  private List<? extends List<?>> columns = List.of();
  private List<K> keys = List.of();
  private List<O> outputs = List.of();

  public MemoList(MemoCount count, Stage<I, O> stage) {
    memo = new Memo<>(count, stage);
  }

  /**
   * @param sharedContext what the inputs of every element have in common
   * @param elements lists of one length; the inputs of an element follow from what stands at its
   *     place in each of them, and from the context
   * @param key of the element at a place
   * @param inputs of the element at a place
   * @return one output for each place; the same list for as long as all outputs are
   */
  public List<O> get(
      @Nullable Object[] sharedContext,
      List<? extends List<?>> elements,
      IntFunction<K> key,
      IntFunction<I> inputs) {
    List<O> next = inPlace(sharedContext, elements, key, inputs);
    if (next == null) {
      context = null;
      next = memo.pass(() -> all(elements.getFirst().size(), key, inputs));
    }
    if (!SharedList.isSame(next, outputs)) {
      outputs = List.copyOf(next);
    }
    context = sharedContext;
    columns = List.copyOf(elements);
    return outputs;
  }

  /** One element by itself, beside the list; after it, all are looked up once. */
  public O get(K key, I inputs) {
    context = null;
    return memo.get(key, inputs);
  }

  /** See {@link Memo#drain}. */
  public Memo.Difference<K, O> drain() {
    return memo.drain();
  }

  /** Null when elements came or went, or when what they share has changed. */
  private @Nullable List<O> inPlace(
      @Nullable Object[] sharedContext,
      List<? extends List<?>> elements,
      IntFunction<K> key,
      IntFunction<I> inputs) {
    int size = elements.getFirst().size();
    var before = context;
    if (before == null
        || size != keys.size()
        || elements.size() != columns.size()
        || !Inputs.same(before, sharedContext)) {
      return null;
    }
    var next = new ArrayList<O>();
    for (int place = 0; place < size; place++) {
      if (!isSame(elements, place)) {
        K now = key.apply(place);
        if (!keys.get(place).equals(now)) {
          return null;
        }
        context = null;
        O output = memo.get(now, inputs.apply(place));
        if (next.isEmpty()) {
          next.addAll(outputs);
        }
        next.set(place, output);
      }
    }
    return next.isEmpty() ? outputs : next;
  }

  private boolean isSame(List<? extends List<?>> elements, int place) {
    for (int column = 0; column < columns.size(); column++) {
      if (columns.get(column).get(place) != elements.get(column).get(place)) {
        return false;
      }
    }
    return true;
  }

  private List<O> all(int size, IntFunction<K> key, IntFunction<I> inputs) {
    var allKeys = new ArrayList<K>(size);
    var all = new ArrayList<O>(size);
    for (int place = 0; place < size; place++) {
      K now = key.apply(place);
      allKeys.add(now);
      all.add(memo.get(now, inputs.apply(place)));
    }
    keys = allKeys;
    return all;
  }
}
