package dev.ballast.policy.timeout;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.DurationText;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** {@code spec.timeout} as written. */
public record TimeoutSpec(
    @Doc("Times of the TCP connection.") @Valid @Nullable TcpTimeoutSpec tcp,
    @Doc("Times of HTTP connections, requests and streams.") @Valid
        @Nullable HttpTimeoutSpec http) {

  /** {@code timeout.tcp} as written. */
  public record TcpTimeoutSpec(
      @Doc(
              "How long the backend may take to accept a connection. A duration above zero; absent,"
                  + " 10s.")
          @DurationText
          @Nullable String connectTimeout) {}

  /** {@code timeout.http} as written. */
  public record HttpTimeoutSpec(
      @Doc(
              "How long a connection without requests is kept. A duration, `0s` for ever; Envoy's"
                  + " default is 1h.")
          @DurationText
          @Nullable String connectionIdleTimeout,
      @Doc(
              "How long a connection is used before it is closed. A duration; absent or `0s`,"
                  + " without end.")
          @DurationText
          @Nullable String maxConnectionDuration,
      @Doc(
              "How long the backend may take for its whole answer, counted from the end of the"
                  + " request. A duration, `0s` for ever; Envoy's default is 15s. A timeout in the"
                  + " route's rule goes first.")
          @DurationText
          @Nullable String requestTimeout,
      @Doc(
              "How long a stream may last from its beginning, request included. A duration; absent"
                  + " or `0s`, without end.")
          @DurationText
          @Nullable String maxStreamDuration,
      @Doc(
              "How long a stream may pass without any byte. A duration, `0s` for ever. Absent, 1h"
                  + " where a request timeout is set (longer if that is), else the listener's.")
          @DurationText
          @Nullable String streamIdleTimeout) {}
}
