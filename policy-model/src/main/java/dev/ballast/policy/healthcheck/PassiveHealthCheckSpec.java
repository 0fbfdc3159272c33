package dev.ballast.policy.healthcheck;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.DurationText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** {@code spec.healthCheck.passive} as written. */
public record PassiveHealthCheckSpec(
    @Doc(
            "Whether failures on Envoy's side, such as a refused connection, are counted apart from"
                + " error answers of the endpoint.")
        @Default("false")
        @Nullable Boolean splitExternalLocalOriginErrors,
    @Doc("How often endpoints are judged and let back in. A duration above zero.")
        @Default("\"3s\"")
        @DurationText
        @Nullable String interval,
    @Doc(
            "How many failures on Envoy's side in a row leave an endpoint out; counts when they are"
                + " counted apart.")
        @Default("5")
        @Nullable Integer consecutiveLocalOriginFailures,
    @Doc(
            "How many answers 502, 503 or 504 in a row leave an endpoint out. Absent, they are not"
                + " counted by themselves.")
        @Nullable Integer consecutiveGatewayErrors,
    @Doc("How many 5xx answers in a row leave an endpoint out.") @Default("5")
        @Nullable Integer consecutive5XxErrors,
    @Doc(
            "How long an endpoint is left out the first time; each further time takes longer by as"
                + " much. A duration above zero.")
        @Default("\"30s\"")
        @DurationText
        @Nullable String baseEjectionTime,
    @Doc("The largest share of endpoints that may be left out at once, in percent: 0 to 100.")
        @Default("10")
        @Min(0)
        @Max(100)
        @Nullable Integer maxEjectionPercent,
    @Doc(
            "The share of failures, in percent, at which an endpoint is left out: 0 to 100. Absent,"
                + " shares do not count.")
        @Min(0)
        @Max(100)
        @Nullable Integer failurePercentageThreshold,
    @Doc("Whether one endpoint may be left out even where `maxEjectionPercent` would not allow it.")
        @Default("false")
        @Nullable Boolean alwaysEjectOneEndpoint) {}
