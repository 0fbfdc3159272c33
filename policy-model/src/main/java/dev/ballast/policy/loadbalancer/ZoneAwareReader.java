package dev.ballast.policy.loadbalancer;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.ZoneAwareSpec.ForceSpec;
import dev.ballast.policy.loadbalancer.ZoneAwareSpec.PreferLocalSpec;
import dev.ballast.policy.loadbalancer.ZoneAwareSpec.WeightedZoneSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code zoneAware}. */
final class ZoneAwareReader {
  private final FieldPath at;
  private final FindingCollector out;

  ZoneAwareReader(FieldPath at, FindingCollector out) {
    this.at = at;
    this.out = out;
  }

  ZoneRouting read(@Nullable ZoneAwareSpec spec) {
    if (spec == null) {
      return new ZoneRouting.None();
    }
    PreferLocalSpec local = spec.preferLocal();
    if (local != null) {
      return preferLocal(local);
    }
    List<WeightedZoneSpec> zones = spec.weightedZones();
    return zones == null || zones.isEmpty() ? new ZoneRouting.None() : weighted(zones);
  }

  private ZoneRouting preferLocal(PreferLocalSpec spec) {
    FieldPath path = at.child("preferLocal");
    Long threshold = spec.minEndpointsThreshold();
    ForceSpec force = spec.force();
    return new ZoneRouting.PreferLocal(
        threshold == null
            ? ZoneRouting.PreferLocal.DEFAULT_MIN_ENDPOINTS
            : count(threshold, path.child("minEndpointsThreshold")),
        Optional.ofNullable(spec.percentageEnabled()),
        force == null ? OptionalInt.empty() : OptionalInt.of(forced(force, path.child("force"))));
  }

  private int forced(ForceSpec force, FieldPath path) {
    Integer threshold = force.minEndpointsInZoneThreshold();
    return threshold == null
        ? ZoneRouting.PreferLocal.DEFAULT_FORCE_MIN_IN_ZONE
        : (int) count(threshold, path.child("minEndpointsInZoneThreshold"));
  }

  private long count(long written, FieldPath path) {
    if (written < 0) {
      out.error(
          "endpoint-threshold-negative",
          path,
          written,
          "a number of endpoints cannot be negative",
          "write zero or more");
      return 0;
    }
    return written;
  }

  private ZoneRouting weighted(List<WeightedZoneSpec> zones) {
    var weights = new TreeMap<String, Integer>();
    for (int i = 0; i < zones.size(); i++) {
      FieldPath path = at.child("weightedZones").item(i).child("weight");
      weights.put(zones.get(i).zone(), weight(zones.get(i).weight(), path));
    }
    return new ZoneRouting.Weighted(weights);
  }

  private int weight(int written, FieldPath path) {
    if (written < 1) {
      out.error(
          "zone-weight",
          path,
          written,
          "a zone's weight must be 1 or more, else Envoy refuses the endpoints",
          "write 1 or more; zones that are not listed weigh 1 too");
      return 1;
    }
    return written;
  }
}
