package dev.ballast.schema;

import dev.ballast.source.Node;
import dev.ballast.source.Node.DecimalNode;
import dev.ballast.source.Node.IntegerNode;

/**
 * A number as the API server holds it: an int64 where it was written as one and fits, else a
 * float64.
 */
sealed interface GoNumber {
  /** The largest integer that a double holds exactly, with all below it. */
  double LARGEST_EXACT = 0x1p53 - 1;

  /** Relative. */
  double NEARNESS = 1e-9;

  double asDouble();

  record Whole(long value) implements GoNumber {
    @Override
    public double asDouble() {
      return value;
    }
  }

  record Real(double value) implements GoNumber {
    @Override
    public double asDouble() {
      return value;
    }

    boolean isExactlyWhole() {
      return value == Math.rint(value) && !Double.isInfinite(value);
    }

    /** Whether the API server takes it for an integer: nearly whole, and exact in a double. */
    boolean isWholeInMeaning() {
      double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
      boolean isNear =
          whole == value
              || (whole != 0
                  && Math.abs(value - whole) / (Math.abs(value) + Math.abs(whole)) < NEARNESS);
      return isNear && Math.abs(value) <= LARGEST_EXACT;
    }
  }

  static GoNumber of(IntegerNode node) {
    return isWhole(node)
        ? new Whole(node.value().longValueExact())
        : new Real(node.value().doubleValue());
  }

  static GoNumber of(DecimalNode node) {
    return new Real(node.value().doubleValue());
  }

  /** The number of a node that is one. */
  static GoNumber of(Node node) {
    return switch (node) {
      case IntegerNode whole -> of(whole);
      case DecimalNode real -> of(real);
      default -> throw new IllegalStateException("not a number: " + node);
    };
  }

  static boolean isWhole(IntegerNode node) {
    return node.value().bitLength() < Long.SIZE;
  }
}
