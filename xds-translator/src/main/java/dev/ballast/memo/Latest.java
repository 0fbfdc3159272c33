package dev.ballast.memo;

import org.jspecify.annotations.Nullable;

/** A memo of one: the stage is asked again only when its inputs differ from last time's. */
public final class Latest<I extends Inputs, O> {
  private final Stage<I, O> stage;
  private final MemoCount count;
  private @Nullable Object @Nullable [] parts;
  private @Nullable O output;

  public Latest(MemoCount count, Stage<I, O> stage) {
    this.count = count;
    this.stage = stage;
  }

  public O get(I inputs) {
    @Nullable Object[] now = inputs.parts();
    var known = output;
    if (known != null && parts != null && Inputs.same(parts, now)) {
      count.hit();
      return known;
    }
    count.miss();
    O made = stage.of(inputs, known);
    parts = now;
    if (known != null && made.equals(known)) {
      return known;
    }
    output = made;
    return made;
  }
}
