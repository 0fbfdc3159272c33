package dev.ballast.policy.http2;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.http2} as written. It shapes HTTP/2 where it is spoken, and does not switch it on.
 */
public record Http2Spec(
    @Doc(
            "How many bytes a stream may have under way before they are acknowledged: 65535 to"
                + " 2147483647. Absent, 64Ki.")
        @Quantity
        @Nullable QuantitySpec initialStreamWindowSize,
    @Doc(
            "How many bytes a connection may have under way before they are acknowledged: 65535 to"
                + " 2147483647. Absent, 1Mi.")
        @Quantity
        @Nullable QuantitySpec initialConnectionWindowSize,
    @Doc("The most streams on a connection at once: 1 to 2147483647. Absent, Envoy decides.")
        @Min(1)
        @Max(2_147_483_647)
        @Nullable Integer maxConcurrentStreams,
    @Doc(
            "What a malformed message ends: `TerminateConnection` or only `TerminateStream`. Any"
                + " other word counts as absent, and then the connection ends.")
        @Nullable String onInvalidMessage,
    @Doc("Pings that find out whether a connection still lives. Absent, none.") @Valid
        @Nullable ConnectionKeepaliveSpec connectionKeepalive) {

  /** {@code http2.connectionKeepalive} as written. */
  @Rule(
      cel =
          "!has(self.timeout) || !has(self.interval) || duration(self.timeout) <"
              + " duration(self.interval)",
      message = "timeout must be less than interval",
      code = "keepalive-timeout",
      sentence =
          "a ping must time out before the next one is due: make `timeout` shorter than `interval`")
  public record ConnectionKeepaliveSpec(
      @Doc("Time between two pings. A duration; absent, only `idleInterval` pings.") @DurationText
          @Nullable String interval,
      @Doc(
              "How long to wait for the answer before the connection is closed. A duration shorter"
                  + " than `interval`; Envoy needs it.")
          @DurationText
          @Nullable String timeout,
      @Doc("How far the interval may vary, in percent of it: 0 to 100. Envoy's default is 15.")
          @Min(0)
          @Max(100)
          @Nullable Integer intervalJitter,
      @Doc(
              "Pings before a request when the connection was idle this long. A duration; absent,"
                  + " it does not.")
          @DurationText
          @Nullable String idleInterval) {}
}
