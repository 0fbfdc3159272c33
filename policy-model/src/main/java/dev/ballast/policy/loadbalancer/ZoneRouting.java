package dev.ballast.policy.loadbalancer;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How zones take part in the choice of an endpoint. Anything but {@link None} needs one cluster per
 * backendRef.
 */
public sealed interface ZoneRouting {
  record None() implements ZoneRouting {}

  /**
   * Prefer endpoints in Envoy's own zone.
   *
   * @param minEndpoints smallest number of endpoints in the cluster for which zones count
   * @param percentageEnabled share of requests it applies to, 0 to 100; empty leaves Envoy's 100
   * @param forceMinInZone stay in the zone while it has at least this many endpoints; empty does
   *     not force
   */
  record PreferLocal(
      long minEndpoints, Optional<Integer> percentageEnabled, OptionalInt forceMinInZone)
      implements ZoneRouting {
    /** The API's default and Envoy's. */
    public static final long DEFAULT_MIN_ENDPOINTS = 6;

    /** The API's default once the zone is forced. */
    public static final int DEFAULT_FORCE_MIN_IN_ZONE = 1;

    public PreferLocal {
      if (minEndpoints < 0 || forceMinInZone.orElse(0) < 0) {
        throw new IllegalArgumentException(
            "thresholds must be zero or more, were " + minEndpoints + " and " + forceMinInZone);
      }
      if (percentageEnabled.filter(percent -> percent < 0 || percent > 100).isPresent()) {
        throw new IllegalArgumentException("not a percentage: " + percentageEnabled.get());
      }
    }
  }

  /**
   * @param weights weight by zone, each at least 1; a zone not listed weighs 1
   */
  record Weighted(SortedMap<String, Integer> weights) implements ZoneRouting {
    public Weighted {
      weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
      if (weights.values().stream().anyMatch(weight -> weight < 1)) {
        throw new IllegalArgumentException("weights must be at least 1, were " + weights);
      }
    }
  }
}
