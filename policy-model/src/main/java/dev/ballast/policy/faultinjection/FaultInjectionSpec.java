package dev.ballast.policy.faultinjection;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code spec.faultInjection} as written. */
@Rule(
    cel = " has(self.delay) || has(self.abort) ",
    message = "Delay and abort faults are set at least one.",
    code = "fault-injection-empty",
    sentence = "an empty `faultInjection` injects nothing; fill `delay`, `abort` or both")
public record FaultInjectionSpec(
    @Doc("Holds requests back before they are sent on.") @Valid @Nullable DelaySpec delay,
    @Doc("Answers requests with an error instead of sending them on.") @Valid
        @Nullable AbortSpec abort) {

  /** {@code faultInjection.delay} as written. */
  public record DelaySpec(
      @Doc("How long a request is held back. A duration.") @NotNull @DurationText String fixedDelay,
      @Doc("The share of requests that are held back, in percent; fractions down to 0.0001 count.")
          @Default("100")
          @Nullable BigDecimal percentage) {}

  /** {@code faultInjection.abort} as written. */
  @Rule(
      cel = " !(has(self.httpStatus) && has(self.grpcStatus)) ",
      message = "httpStatus and grpcStatus cannot be simultaneously defined.",
      code = "abort-two-statuses",
      sentence = "an abort answers with one status; keep `httpStatus` or `grpcStatus`")
  @Rule(
      cel = " has(self.httpStatus) || has(self.grpcStatus) ",
      message = "httpStatus and grpcStatus are set at least one.",
      code = "abort-no-status",
      sentence = "an abort needs a status to answer with; fill `httpStatus` or `grpcStatus`")
  public record AbortSpec(
      @Doc("The HTTP status to answer with: 200 to 599 in Envoy.") @Min(200) @Max(600)
          @Nullable Integer httpStatus,
      @Doc("The gRPC status to answer with: 0 to 16.") @Min(0) @Max(16)
          @Nullable Integer grpcStatus,
      @Doc(
              "The share of requests that are answered so, in percent; fractions down to 0.0001"
                  + " count.")
          @Default("100")
          @Nullable BigDecimal percentage) {}
}
