package dev.ballast.memo;

import org.jspecify.annotations.Nullable;

/**
 * A pure function from inputs to an output.
 *
 * @param <I> what it sees
 * @param <O> what it makes
 */
@FunctionalInterface
public interface Stage<I extends Inputs, O> {
  /**
   * @param previous the output of last time, whose parts may be used again where they are equal;
   *     must make no other difference. Null at the first time
   */
  O of(I inputs, @Nullable O previous);
}
