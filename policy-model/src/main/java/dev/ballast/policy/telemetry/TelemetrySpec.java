package dev.ballast.policy.telemetry;

import dev.ballast.policy.declare.Doc;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** {@code spec.telemetry} as written. */
public record TelemetrySpec(
    @Doc(
            "Which requests are traced and what their spans say; counts where the proxy has tracing"
                + " on.")
        @Valid
        @Nullable TracingSpec tracing,
    @Doc("Names of metrics.") @Valid @Nullable MetricsSpec metrics) {

  /** {@code telemetry.metrics} as written. */
  public record MetricsSpec(
      @Doc(
              "The name under which Envoy counts the route's requests. May hold `%ROUTE_NAME%`,"
                  + " `%ROUTE_NAMESPACE%`, `%ROUTE_KIND%` and `%ROUTE_RULE_NAME%`. Absent, routes"
                  + " are not counted by themselves.")
          @Nullable String routeStatName) {}
}
