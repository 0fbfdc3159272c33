package dev.ballast.bench;

/**
 * What is built, and how often it is measured.
 *
 * @param routes HTTPRoutes, each with a policy, a Service and an EndpointSlice of its own; at least
 *     {@value #FEWEST_ROUTES}, so that each kind of policy is there
 * @param endpoints in each slice; 1 to 1000, as many as a slice may have
 * @param samples of each change that is made one at a time; what takes seconds is measured less
 *     often, see {@link #runs}
 * @param seed decides which routes are changed and which addresses endpoints have
 */
public record BenchOptions(int routes, int endpoints, int samples, long seed) {
  static final int FEWEST_ROUTES = 7;
  static final int MOST_ENDPOINTS = 1_000_000;

  private static final int BURST = 50;

  public BenchOptions {
    require(
        routes >= FEWEST_ROUTES, "routes must be at least " + FEWEST_ROUTES + ", was " + routes);
    require(endpoints >= 1 && endpoints <= 1000, "endpoints must be 1 to 1000, was " + endpoints);
    require(
        (long) routes * endpoints <= MOST_ENDPOINTS,
        "routes x endpoints must be at most " + MOST_ENDPOINTS);
    require(samples >= 1, "samples must be at least 1, was " + samples);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** How often what takes seconds is measured: starts, translations, ten policies in a row. */
  int runs() {
    return Math.clamp(samples / 40, 1, 5);
  }

  /** How often many changes at once are measured. */
  int bursts() {
    return Math.clamp(samples / 10, 1, 20);
  }

  /** How many changes come at once. */
  int burst() {
    return Math.min(BURST, routes);
  }
}
