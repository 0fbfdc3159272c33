package dev.ballast.policy.loadbalancer;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.FindingCollector;
import dev.ballast.policy.loadbalancer.BackendUtilizationSpec.OutOfBandSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code backendUtilization}. */
final class BackendUtilizationReader {
  /** Envoy updates weights no more often than that. */
  private static final Duration FASTEST_UPDATE = Duration.ofMillis(100);

  private final FieldPath at;
  private final FindingCollector out;

  BackendUtilizationReader(FieldPath at, FindingCollector out) {
    this.at = at;
    this.out = out;
  }

  Algorithm.BackendUtilization read(BackendUtilizationSpec spec, SlowStart slowStart) {
    return new Algorithm.BackendUtilization(
        period("blackoutPeriod", spec.blackoutPeriod(), "10s"),
        period("weightExpirationPeriod", spec.weightExpirationPeriod(), "3m"),
        updatePeriod(spec.weightUpdatePeriod()),
        optional(spec.errorUtilizationPenaltyPercent()),
        metricNames(spec.metricNamesForComputingUtilization()),
        Boolean.TRUE.equals(spec.keepResponseHeaders()),
        slowStart,
        Optional.ofNullable(spec.outOfBand()).map(BackendUtilizationReader::outOfBand));
  }

  private Optional<Duration> updatePeriod(@Nullable String written) {
    Optional<Duration> period = period("weightUpdatePeriod", written, "1s");
    if (period.isPresent() && period.get().compareTo(FASTEST_UPDATE) < 0) {
      out.warn(
          "weight-update-period-short",
          at.child("weightUpdatePeriod"),
          period.get().toMillis() + "ms",
          "Envoy updates weights no more often than every 100ms, and takes that instead",
          "write `100ms` or more");
    }
    return period;
  }

  /** Zero counts as absent, as with the peer. */
  private Optional<Duration> period(String field, @Nullable String written, String envoysDefault) {
    if (written == null) {
      return Optional.empty();
    }
    Duration period = WrittenDurations.read(written);
    if (period.isZero()) {
      out.warn(
          "zero-means-default",
          at.child(field),
          written,
          "zero leaves Envoy's default in force, which is " + envoysDefault,
          "remove the field, or write a period above zero");
      return Optional.empty();
    }
    return Optional.of(period);
  }

  private List<String> metricNames(@Nullable List<String> names) {
    var kept = new ArrayList<String>();
    List<String> items = names == null ? List.of() : names;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isEmpty()) {
        out.warn(
            "metric-name-empty",
            at.child("metricNamesForComputingUtilization").item(i),
            items.get(i),
            "no report has a metric with an empty name",
            "remove it, or name one such as `named_metrics.queue`");
      } else {
        kept.add(items.get(i));
      }
    }
    return kept;
  }

  private static Algorithm.OutOfBand outOfBand(OutOfBandSpec spec) {
    return new Algorithm.OutOfBand(
        Optional.ofNullable(spec.reportingPeriod()).map(WrittenDurations::read),
        optional(spec.port()),
        Optional.ofNullable(spec.authority()));
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
