package dev.ballast.policy.loadbalancer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The rule by which one endpoint is chosen among several. */
public sealed interface Algorithm {
  record LeastRequest(SlowStart slowStart) implements Algorithm {}

  record RoundRobin(SlowStart slowStart) implements Algorithm {}

  record Random() implements Algorithm {}

  /**
   * Maglev.
   *
   * @param tableSize a prime, 2 to 5000011
   */
  record ConsistentHash(long tableSize, HashKey key) implements Algorithm {}

  /** Weights from the load that endpoints report (ORCA). Absent values keep Envoy's defaults. */
  record BackendUtilization(
      Optional<Duration> blackoutPeriod,
      Optional<Duration> weightExpirationPeriod,
      Optional<Duration> weightUpdatePeriod,
      OptionalInt errorUtilizationPenaltyPercent,
      List<String> metricNames,
      boolean keepsResponseHeaders,
      SlowStart slowStart,
      Optional<OutOfBand> outOfBand)
      implements Algorithm {
    public BackendUtilization {
      metricNames = List.copyOf(metricNames);
    }
  }

  /** Load reports over a stream of their own instead of response headers. */
  record OutOfBand(
      Optional<Duration> reportingPeriod, OptionalInt port, Optional<String> authority) {}
}
