package dev.ballast.policy.retry;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.policy.shape.HttpStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.retry} as written. */
public record RetrySpec(
    @Doc("How often a failed request is sent again: zero or more.") @Default("2") @Min(0)
        @Nullable Integer numRetries,
    @Doc(
            "How many attempts one priority of endpoints gets before the next is tried: one or"
                + " more. Absent, priorities are chosen as for any request.")
        @Nullable Integer numAttemptsPerPriority,
    @Doc(
            "Which failures are worth another attempt. Absent: connections that fail, refused"
                + " streams, the gRPC statuses `unavailable` and `cancelled`, and HTTP status 503.")
        @Valid
        @Nullable RetryOnSpec retryOn,
    @Doc("Times of each attempt.") @Valid @Nullable PerRetrySpec perRetry) {

  /** {@code retry.retryOn} as written. */
  public record RetryOnSpec(
      @Doc("Failures by Envoy's names. `retriable-status-codes` makes `httpStatusCodes` count.")
          @Nullable
              List<
                  @OneOf({
                    "5xx",
                    "gateway-error",
                    "reset",
                    "reset-before-request",
                    "connect-failure",
                    "retriable-4xx",
                    "refused-stream",
                    "retriable-status-codes",
                    "cancelled",
                    "deadline-exceeded",
                    "internal",
                    "resource-exhausted",
                    "unavailable"
                  })
                  String>
              triggers,
      @Doc(
              "HTTP statuses worth another attempt, each 100 to 599; they count where the triggers"
                  + " hold `retriable-status-codes`.")
          @Nullable List<@HttpStatus BigInteger> httpStatusCodes) {}

  /** {@code retry.perRetry} as written. */
  public record PerRetrySpec(
      @Doc("How long one attempt may take. A duration; absent, as long as the request as a whole.")
          @DurationText
          @Nullable String timeout,
      @Doc("How long to wait before another attempt.") @Valid @Nullable BackOffSpec backOff) {}

  /** {@code retry.perRetry.backOff} as written. */
  public record BackOffSpec(
      @Doc(
              "The wait before the first retry; each further one may wait twice as long, and chance"
                  + " shortens it. A duration above zero; Envoy's default is 25ms.")
          @DurationText
          @Nullable String baseInterval,
      @Doc("The longest wait. A duration, at least `baseInterval`; absent, ten times as long.")
          @DurationText
          @Nullable String maxInterval) {}
}
