package dev.ballast.memo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one stage for a whole list. Elements that are the same objects as last time cost a
 * comparison and nothing else: of ten thousand of which one is new, came or went, one is looked at.
 * Only what lies between the first and the last difference is looked up by key.
 *
 * @param <K> what tells the elements apart; no two of a list have the same
 */
public final class MemoList<K, I extends Inputs, O> {
  /** Nothing but what stands at its place has a part in an element's inputs. */
  public static final IntPredicate NEVER = place -> false;

  private final Memo<K, I, O> memo;

  /** Null while the memo may be ahead of the list, as when a stage broke. */
  private @Nullable Object @Nullable [] context;

  private List<? extends List<?>> columns = List.of();
  private List<K> keys = List.of();
  private List<O> outputs = List.of();

  /** Asked for beside the list since it was asked for last. */
  private final Set<K> alone = new HashSet<>();

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
    return get(sharedContext, elements, key, inputs, NEVER);
  }

  /**
   * The same where the inputs of an element follow from more than what stands at its place.
   *
   * @param isStale whether any of the rest may have changed since last time, for the element at a
   *     place; may be true too often. {@link #NEVER} where it is known that nothing has
   */
  public List<O> get(
      @Nullable Object[] sharedContext,
      List<? extends List<?>> elements,
      IntFunction<K> key,
      IntFunction<I> inputs,
      IntPredicate isStale) {
    var before = context;
    boolean isKnown =
        before != null && elements.size() == columns.size() && Inputs.same(before, sharedContext);
    context = null;
    List<O> next =
        isKnown
            ? around(new Difference(columns, elements, isStaleOrAlone(key, isStale)), key, inputs)
            : memo.pass(() -> all(elements.getFirst().size(), key, inputs));
    if (!SharedList.isSame(next, outputs)) {
      outputs = List.copyOf(next);
    }
    alone.clear();
    context = sharedContext;
    columns = List.copyOf(elements);
    return outputs;
  }

  /** One element by itself, beside the list. */
  public O get(K key, I inputs) {
    alone.add(key);
    return memo.get(key, inputs);
  }

  private IntPredicate isStaleOrAlone(IntFunction<K> key, IntPredicate isStale) {
    return alone.isEmpty()
        ? isStale
        : place -> isStale.test(place) || alone.contains(key.apply(place));
  }

  /** See {@link Memo#drain}. */
  public Memo.Difference<K, O> drain() {
    return memo.drain();
  }

  /** Where two lists differ: what comes before and after is the same objects in both. */
  private static final class Difference {
    final int start;
    final int oldEnd;
    final int newEnd;
    private final List<List<?>> olds = new ArrayList<>();
    private final List<List<?>> news = new ArrayList<>();
    private final IntPredicate isStale;

    // A list that is the same object need not be looked through.
    @SuppressWarnings("ReferenceEquality")
    Difference(List<? extends List<?>> olds, List<? extends List<?>> news, IntPredicate isStale) {
      this.isStale = isStale;
      for (int column = 0; column < olds.size(); column++) {
        if (olds.get(column) != news.get(column)) {
          this.olds.add(olds.get(column));
          this.news.add(news.get(column));
        }
      }
      int oldSize = olds.getFirst().size();
      int newSize = news.getFirst().size();
      if (this.olds.isEmpty() && isStale == NEVER) {
        start = newSize;
        oldEnd = newSize;
        newEnd = newSize;
        return;
      }
      int common = Math.min(oldSize, newSize);
      int before = 0;
      while (before < common && isSame(before, before)) {
        before++;
      }
      int after = 0;
      while (after < common - before && isSame(oldSize - 1 - after, newSize - 1 - after)) {
        after++;
      }
      start = before;
      oldEnd = oldSize - after;
      newEnd = newSize - after;
    }

    boolean isSame(int oldPlace, int newPlace) {
      for (int column = 0; column < olds.size(); column++) {
        if (olds.get(column).get(oldPlace) != news.get(column).get(newPlace)) {
          return false;
        }
      }
      return !isStale.test(newPlace);
    }
  }

  private List<O> around(Difference difference, IntFunction<K> key, IntFunction<I> inputs) {
    int start = difference.start;
    if (start == difference.oldEnd && start == difference.newEnd) {
      return outputs;
    }
    var nextKeys = new ArrayList<K>(keys.subList(0, start));
    var next = new ArrayList<O>(outputs.subList(0, start));
    var left = new HashSet<K>(keys.subList(start, difference.oldEnd));
    for (int place = start; place < difference.newEnd; place++) {
      boolean isSame = place < difference.oldEnd && difference.isSame(place, place);
      K now = isSame ? keys.get(place) : key.apply(place);
      left.remove(now);
      nextKeys.add(now);
      next.add(isSame ? outputs.get(place) : memo.get(now, inputs.apply(place)));
    }
    nextKeys.addAll(keys.subList(difference.oldEnd, keys.size()));
    next.addAll(outputs.subList(difference.oldEnd, outputs.size()));
    left.forEach(memo::forget);
    keys = nextKeys;
    return next;
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
