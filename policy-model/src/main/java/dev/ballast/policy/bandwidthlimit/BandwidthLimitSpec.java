package dev.ballast.policy.bandwidthlimit;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code spec.bandwidthLimit} as written. */
@Rule(
    cel = "has(self.request) || has(self.response)",
    message = "at least one of request or response must be specified",
    code = "bandwidth-limit-empty",
    sentence = "an empty `bandwidthLimit` limits nothing; fill `request`, `response` or both")
public record BandwidthLimitSpec(
    @Doc("Slows down request bodies on their way to the backend.") @Valid
        @Nullable RequestLimitSpec request,
    @Doc("Slows down response bodies on their way to the client.") @Valid
        @Nullable ResponseLimitSpec response) {

  /** {@code bandwidthLimit.request} as written. */
  public record RequestLimitSpec(
      @Doc("The most that requests may carry, for each route and each Envoy.") @Valid @NotNull
          ByteRateSpec limit) {}

  /** {@code bandwidthLimit.response} as written. */
  public record ResponseLimitSpec(
      @Doc("The most that responses may carry, for each route and each Envoy.") @Valid @NotNull
          ByteRateSpec limit,
      @Doc(
              "Tells the client in response trailers how long the limit held its request and"
                  + " response. Absent, no such trailers.")
          @Valid
          @Nullable ResponseTrailersSpec responseTrailers) {}

  /** An amount of bytes in a unit of time, as written. */
  public record ByteRateSpec(
      @Doc("How many bytes, such as `10Mi`. Over the unit it must come to at least 1 KiB a second.")
          @NotNull
          @Quantity
          QuantitySpec value,
      @Doc("The time that `value` is meant for.") @NotNull @OneOf({"Second", "Minute", "Hour"})
          String unit) {}

  /** {@code responseTrailers} as written. */
  public record ResponseTrailersSpec(
      @Doc(
              "Goes before the names of the trailers, with a dash: `x-eg` makes"
                  + " `x-eg-bandwidth-request-delay-ms`. Absent, no prefix.")
          @Pattern(regexp = "^[^\\r\\n\\x00]*$")
          @Nullable String prefix) {}
}
