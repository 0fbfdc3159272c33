package dev.ballast.policy.loadbalancer;

import java.time.Duration;

/** Whether a new endpoint warms up before it takes its full share. */
public sealed interface SlowStart {
  record None() implements SlowStart {}

  /**
   * @param window time until a new endpoint takes its full share; zero or more (zero switches
   *     warm-up off in Envoy)
   */
  record Window(Duration window) implements SlowStart {
    public Window {
      if (window.isNegative()) {
        throw new IllegalArgumentException("a window must be zero or more, was " + window);
      }
    }
  }
}
