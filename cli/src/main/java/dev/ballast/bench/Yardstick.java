package dev.ballast.bench;

import java.util.OptionalDouble;

/**
 * What a measure is held against. Peer and floor were measured elsewhere, on a machine of two
 * cores, in a world of 1,000 routes with 4 endpoints each, and cannot be measured with what is in
 * this repository. The promises are for that world too, or for 10,000 routes where they say so.
 *
 * @param peer Envoy Gateway 1.9 with a real API server; empty where nobody measured
 * @param floor a bare delta-ADS server in Go, so what Envoy alone needs; empty where nobody
 *     measured
 * @param must more than this is a promise broken; empty where nothing was promised for this world
 * @param aim what we would like
 */
public record Yardstick(String peer, String floor, OptionalDouble must, OptionalDouble aim) {
  private static final int SMALL = 10;
  private static final int STANDARD = 1_000;
  private static final int STANDARD_ENDPOINTS = 4;
  private static final int LARGE = 10_000;

  /** Nothing to hold it against. */
  public static final Yardstick NONE = elsewhere("", "");

  static Yardstick of(Measure measure, BenchOptions world) {
    int routes = world.routes();
    boolean standard = routes == STANDARD && world.endpoints() == STANDARD_ENDPOINTS;
    boolean large = routes == LARGE;
    return switch (measure) {
      case ENDPOINT_TO_ACK ->
          elsewhere("307", "1.5-3").promising(standard, 8, 4).promising(large, 16, 4);
      case ENDPOINT_TO_TRAFFIC, TRANSLATE -> NONE;
      case CLUSTER_POLICY_TO_ACTIVE ->
          elsewhere("15,400", "5-7").promising(standard, 15, 9).promising(large, 30, 9);
      case ROUTE_POLICY_TO_ACTIVE -> elsewhere("15,400", "12-20").promising(standard, 35, 22);
      case TEN_POLICIES_WORST -> elsewhere("29,000", "").promising(standard, 60, 25);
      case ROUTE_TO_ANSWER -> elsewhere("345", "12-20").promising(standard, 40, 22);
      case BURST -> elsewhere("575-759", "").promising(standard, 150, 50);
      case CPU_PER_ENDPOINT_CHANGE -> elsewhere("330", "").promising(standard, 10, 1);
      case COLD_START ->
          routes <= SMALL
              ? elsewhere("670", "200").promising(routes == SMALL, 1_500, 800)
              : elsewhere("4,650", "2,500").promising(routes == STANDARD, 4_500, 3_500);
      case RSS ->
          // 1.2 GiB; nothing is aimed at below that.
          elsewhere("234", "").promising(standard, 300, 200).promising(large, 1_228, 1_228);
    };
  }

  private static Yardstick elsewhere(String peer, String floor) {
    return new Yardstick(peer, floor, OptionalDouble.empty(), OptionalDouble.empty());
  }

  private Yardstick promising(boolean holdsHere, double atMost, double hopedFor) {
    return holdsHere
        ? new Yardstick(peer, floor, OptionalDouble.of(atMost), OptionalDouble.of(hopedFor))
        : this;
  }
}
