package dev.ballast.policy.healthcheck;

import dev.ballast.policy.declare.Doc;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** {@code spec.healthCheck} as written. */
public record HealthCheckSpec(
    @Doc("Asks each endpoint at intervals whether it is well. Absent, nobody asks.") @Valid
        @Nullable ActiveHealthCheckSpec active,
    @Doc(
            "Watches the answers to real requests and leaves failing endpoints out for a while."
                + " Absent, nobody watches.")
        @Valid
        @Nullable PassiveHealthCheckSpec passive,
    @Doc(
            "The share of healthy endpoints, in percent, below which Envoy uses all of them,"
                + " healthy or not: 0 to 100. Zero never does. Envoy's default is 50.")
        @Min(0)
        @Max(100)
        @Nullable Integer panicThreshold) {}
