package dev.ballast.memo;

import org.jspecify.annotations.Nullable;

/**
 * Everything a stage sees. Two inputs are the same when their parts are, in order: objects by
 * identity, since values are shared for as long as they do not change; text, numbers, flags and
 * enums by value.
 *
 * <p>A record whose components are the parts. Lists count as one part where they are shared
 * themselves, else each element is a part.
 */
@FunctionalInterface
public interface Inputs {
  @Nullable Object[] parts();

  /** Whether two lists of parts stand for the same inputs. */
  static boolean same(@Nullable Object[] one, @Nullable Object[] other) {
    if (one.length != other.length) {
      return false;
    }
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i] && !isSameScalar(one[i], other[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameScalar(@Nullable Object one, @Nullable Object other) {
    return (one instanceof String || one instanceof Number || one instanceof Boolean)
        && one.equals(other);
  }
}
