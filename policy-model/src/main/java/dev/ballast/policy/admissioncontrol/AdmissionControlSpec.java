package dev.ballast.policy.admissioncontrol;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.policy.shape.HttpStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.admissionControl} as written. */
@Rule(
    cel = "!has(self.minSuccessRate) || (self.minSuccessRate >= 1 && self.minSuccessRate <= 100)",
    message = "minSuccessRate must be between 1 and 100",
    code = "min-success-rate-range",
    sentence = "`minSuccessRate` is a percentage from 1 to 100")
@Rule(
    cel =
        "!has(self.maxRejectionPercent) || (self.maxRejectionPercent >= 0 &&"
            + " self.maxRejectionPercent <= 100)",
    message = "maxRejectionPercent must be between 0 and 100",
    code = "max-rejection-percent-range",
    sentence = "`maxRejectionPercent` is a percentage from 0 to 100")
@Rule(
    cel = "!has(self.samplingWindow) || duration(self.samplingWindow) >= duration('1s')",
    message = "samplingWindow must be at least 1s",
    code = "sampling-window-short",
    sentence = "Envoy samples in whole seconds, so the window is `1s` or longer")
public record AdmissionControlSpec(
    @Doc(
            "How far back Envoy looks when it works out the rate of successes. A duration of one"
                + " second or more; Envoy's default is 30s.")
        @DurationText
        @Nullable String samplingWindow,
    @Doc(
            "The success rate, in percent, below which Envoy starts to reject requests: 1 to 100."
                + " Envoy's default is 95.")
        @Min(1)
        @Max(100)
        @Nullable Integer minSuccessRate,
    @Doc(
            "How fast rejections grow as the success rate falls: 1 is a straight line, more rejects"
                + " more and earlier. Envoy's default is 1.")
        @Min(1)
        @Nullable Integer rejectionAggression,
    @Doc("Requests per second below which nothing is rejected: zero or more. Envoy's default is 0.")
        @Min(0)
        @Nullable Integer minRequestRate,
    @Doc(
            "The largest share of requests that may be rejected, in percent: 0 to 100. Envoy's"
                + " default is 80.")
        @Min(0)
        @Max(100)
        @Nullable Integer maxRejectionPercent,
    @Doc(
            "Which responses count as successes. Absent, Envoy counts HTTP statuses below 500 and"
                + " the gRPC statuses that do not speak of a failing server.")
        @Valid
        @Nullable SuccessCriteriaSpec successCriteria) {

  /** {@code successCriteria} as written. */
  public record SuccessCriteriaSpec(
      @Doc("Which HTTP responses count as successes.") @Valid @Nullable HttpSuccessSpec http,
      @Doc("Which gRPC responses count as successes.") @Valid @Nullable GrpcSuccessSpec grpc) {}

  /** {@code successCriteria.http} as written. */
  public record HttpSuccessSpec(
      @Doc("HTTP status codes that count as successes, each 100 to 599.")
          @Nullable List<@HttpStatus BigInteger> statusCodes) {}

  /** {@code successCriteria.grpc} as written. */
  public record GrpcSuccessSpec(
      @Doc("gRPC status codes, by name, that count as successes.")
          @Nullable
              List<
                  @OneOf({
                    "Ok",
                    "Cancelled",
                    "Unknown",
                    "InvalidArgument",
                    "DeadlineExceeded",
                    "NotFound",
                    "AlreadyExists",
                    "PermissionDenied",
                    "ResourceExhausted",
                    "FailedPrecondition",
                    "Aborted",
                    "OutOfRange",
                    "Unimplemented",
                    "Internal",
                    "Unavailable",
                    "DataLoss",
                    "Unauthenticated"
                  })
                  String>
              statusCodes) {}
}
