package dev.ballast.policy.loadbalancer;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.loadBalancer.backendUtilization} as written. */
public record BackendUtilizationSpec(
    @Doc(
            "Time that an endpoint must have reported without a gap before its reports count. A"
                + " duration; Envoy's default is 10s.")
        @DurationText
        @Nullable String blackoutPeriod,
    @Doc(
            "Time after the last report when an endpoint's weight is forgotten. A duration; Envoy's"
                + " default is 3m.")
        @DurationText
        @Nullable String weightExpirationPeriod,
    @Doc(
            "How often weights are worked out again. A duration; Envoy's default is 1s, and"
                + " anything below 100ms counts as 100ms.")
        @DurationText
        @Nullable String weightUpdatePeriod,
    @Doc(
            "How strongly errors lower an endpoint's weight: its errors per second over its"
                + " requests per second, times this percentage, count as extra utilization. Zero or"
                + " more; Envoy's default is 100.")
        @Min(0)
        @Nullable Integer errorUtilizationPenaltyPercent,
    @Doc(
            "Metrics of the report to take the utilization from when it names no application"
                + " utilization; the largest counts. A key of a map is written as `map.key`, such"
                + " as `named_metrics.queue`. Absent, CPU utilization counts.")
        @Nullable List<String> metricNamesForComputingUtilization,
    @Doc(
            "Whether the response headers that carry the reports go on to the client. False removes"
                + " them.")
        @Default("false")
        @Nullable Boolean keepResponseHeaders,
    @Doc(
            "Asks each endpoint for its reports over a gRPC stream of its own. Absent, Envoy reads"
                + " them from response headers.")
        @Valid
        @Nullable OutOfBandSpec outOfBand) {

  /** {@code outOfBand} as written. */
  public record OutOfBandSpec(
      @Doc("How often an endpoint should report. A duration above zero; Envoy's default is 10s.")
          @DurationText
          @Rule(
              cel = "duration(self) > duration('0s')",
              message = "reportingPeriod must be greater than 0",
              code = "reporting-period-zero",
              sentence = "a period of zero would never end; write one such as `10s`")
          @Nullable String reportingPeriod,
      @Doc("The endpoint's port for reports, 1 to 65535. Absent, the port that serves requests.")
          @Min(1)
          @Max(65_535)
          @Nullable Integer port,
      @Doc(
              "The `:authority` of the report stream, up to 259 characters. Absent, Envoy takes the"
                  + " endpoint's host name or the cluster's name.")
          @Size(min = 1, max = 259)
          @Pattern(regexp = "^[^\\x00\\n\\r]*$")
          @Nullable String authority) {}
}
