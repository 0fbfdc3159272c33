package dev.ballast.policy.requestbuffer;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import org.jspecify.annotations.Nullable;

/** {@code spec.requestBuffer} as written. */
public record RequestBufferSpec(
    @Doc("The largest request that fits, in bytes: 1 to 4294967295. Beyond it Envoy answers 413.")
        @Quantity
        @Nullable QuantitySpec limit) {}
