package dev.ballast.policy.connection;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** {@code spec.connection} as written. */
public record ConnectionSpec(
    @Doc(
            "How many bytes Envoy keeps in memory for a connection to the backend before it stops"
                + " reading: up to 4294967295. Absent, 32Ki.")
        @Quantity
        @Nullable QuantitySpec bufferLimit,
    @Doc("The size of the socket's buffers in the kernel, in bytes.") @Quantity
        @Nullable QuantitySpec socketBufferLimit,
    @Doc("Opens connections before requests need them.") @Valid
        @Nullable PreconnectSpec preconnect) {

  /** {@code connection.preconnect} as written. */
  public record PreconnectSpec(
      @Doc(
              "Connections to hold for each endpoint, as a percentage of those that its requests"
                  + " need: 100 to 300. 100 opens none ahead.")
          @Min(100)
          @Max(300)
          @Nullable Integer perEndpointPercent,
      @Doc(
              "Connections to hold over all endpoints, as a percentage of those needed, opened to"
                  + " the endpoints that are next in line: 100 to 300. For `RoundRobin` and"
                  + " `Random` only. Above 300 Envoy refuses it.")
          @Min(100)
          @Nullable Integer predictivePercent) {}
}
