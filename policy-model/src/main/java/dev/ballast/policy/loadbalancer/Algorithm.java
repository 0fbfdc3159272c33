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
   * @param tableSize entries in its table; a prime, 2 to 5000011
   */
  record ConsistentHash(long tableSize, HashKey key) implements Algorithm {
    public static final long DEFAULT_TABLE_SIZE = 65537;

    /** Envoy's bound, and the API's. */
    public static final long MAX_TABLE_SIZE = 5_000_011;

    public ConsistentHash {
      // Envoy refuses a size that is not prime, and ends at once over the size 1.
      if (tableSize > MAX_TABLE_SIZE || !Primes.isPrime(tableSize)) {
        throw new IllegalArgumentException(
            "table size must be a prime up to " + MAX_TABLE_SIZE + ", was " + tableSize);
      }
    }
  }

  /**
   * Weights from the load that endpoints report (ORCA). Absent values keep Envoy's defaults.
   *
   * @param blackoutPeriod how long an endpoint reports before its weight counts; above zero
   * @param weightExpirationPeriod how long a weight counts without a new report; above zero
   * @param weightUpdatePeriod how often weights are computed; above zero
   * @param errorUtilizationPenaltyPercent how much errors count as load; zero or more
   * @param metricNames reported metrics that count as load; empty for CPU
   * @param keepsResponseHeaders whether clients see the reports
   * @param outOfBand empty: reports come in response headers
   */
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
      requirePositive("blackoutPeriod", blackoutPeriod);
      requirePositive("weightExpirationPeriod", weightExpirationPeriod);
      requirePositive("weightUpdatePeriod", weightUpdatePeriod);
      if (errorUtilizationPenaltyPercent.orElse(0) < 0) {
        throw new IllegalArgumentException(
            "a penalty must be zero or more, was " + errorUtilizationPenaltyPercent);
      }
    }
  }

  /**
   * Load reports over a stream of their own instead of response headers.
   *
   * @param reportingPeriod above zero; empty keeps Envoy's 10s
   * @param port 1 to 65535; empty for the port of the requests
   */
  record OutOfBand(
      Optional<Duration> reportingPeriod, OptionalInt port, Optional<String> authority) {
    public OutOfBand {
      requirePositive("reportingPeriod", reportingPeriod);
    }
  }

  private static void requirePositive(String name, Optional<Duration> period) {
    if (period.isPresent() && !period.get().isPositive()) {
      throw new IllegalArgumentException(name + " must be above zero, was " + period.get());
    }
  }
}
