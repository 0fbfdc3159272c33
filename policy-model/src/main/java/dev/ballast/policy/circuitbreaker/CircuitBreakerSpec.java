package dev.ballast.policy.circuitbreaker;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.FractionSpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** {@code spec.circuitBreaker} as written. */
public record CircuitBreakerSpec(
    @Doc("The most connections from one Envoy to the backend at once: 0 to 4294967295.")
        @Default("1024")
        @Min(0)
        @Max(4_294_967_295L)
        @Nullable Long maxConnections,
    @Doc(
            "The most requests that may wait for a connection: 0 to 4294967295. Beyond it Envoy"
                + " answers 503.")
        @Default("1024")
        @Min(0)
        @Max(4_294_967_295L)
        @Nullable Long maxPendingRequests,
    @Doc("The most requests under way at once: 0 to 4294967295. Beyond it Envoy answers 503.")
        @Default("1024")
        @Min(0)
        @Max(4_294_967_295L)
        @Nullable Long maxParallelRequests,
    @Doc("The most retries under way at once: 0 to 4294967295. A retry budget takes its place.")
        @Default("1024")
        @Min(0)
        @Max(4_294_967_295L)
        @Nullable Long maxParallelRetries,
    @Doc(
            "How many requests a connection carries before it is closed: 0 to 4294967295. Absent,"
                + " as many as come.")
        @Min(0)
        @Max(4_294_967_295L)
        @Nullable Long maxRequestsPerConnection,
    @Doc("Bounds for each endpoint of the backend.") @Valid @Nullable PerEndpointSpec perEndpoint,
    @Doc(
            "Lets retries grow with the traffic instead of a fixed number; Envoy then ignores"
                + " `maxParallelRetries`.")
        @Valid
        @Nullable RetryBudgetSpec retryBudget) {

  /** {@code circuitBreaker.perEndpoint} as written. */
  public record PerEndpointSpec(
      @Doc("The most connections from one Envoy to each endpoint at once: 0 to 4294967295.")
          @Default("1024")
          @Min(0)
          @Max(4_294_967_295L)
          @Nullable Long maxConnections) {}

  /** {@code circuitBreaker.retryBudget} as written. */
  public record RetryBudgetSpec(
      @Doc("How large the share of retries among the requests under way may be.") @Valid @NotNull
          FractionSpec percent,
      @Doc("How many retries may be under way however little traffic there is. Absent, 3.")
          @Nullable Integer minRetryConcurrency) {}
}
