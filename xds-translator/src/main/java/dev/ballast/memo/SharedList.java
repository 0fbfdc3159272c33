package dev.ballast.memo;

import java.util.List;

/** A list that is made anew each time, and is the same object for as long as its elements are. */
public final class SharedList<T> {
  private List<T> last = List.of();

  public List<T> of(List<T> next) {
    if (!isSame(last, next)) {
      last = List.copyOf(next);
    }
    return last;
  }

  /** Whether both have the same objects in the same order. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean isSame(List<?> one, List<?> other) {
    if (one == other) {
      return true;
    }
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i) != other.get(i)) {
        return false;
      }
    }
    return true;
  }
}
