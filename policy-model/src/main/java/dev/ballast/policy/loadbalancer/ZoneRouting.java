package dev.ballast.policy.loadbalancer;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

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
      implements ZoneRouting {}

  /**
   * @param weights weight by zone, each at least 1; a zone not listed weighs 1
   */
  record Weighted(SortedMap<String, Integer> weights) implements ZoneRouting {}
}
