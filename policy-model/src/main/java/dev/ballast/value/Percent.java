package dev.ballast.value;

/**
 * A percentage, fractions of a percent included.
 *
 * @param value finite; the API sets no bounds, so a reader that needs some checks them
 */
public record Percent(double value) {
  public Percent {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a percentage is finite, was " + value);
    }
  }

  /**
   * In millionths of the whole, cut off, computed in 32-bit floats as Envoy Gateway does, so that
   * both configure the same.
   */
  public int millionths() {
    return (int) ((float) value * 10_000f);
  }
}
