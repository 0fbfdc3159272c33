package dev.ballast.policy.compression;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.Quantity;
import dev.ballast.policy.shape.QuantitySpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** An item of {@code spec.compressor} or {@code spec.compression} as written. */
@Doc(
    "One way of compressing responses. The first in the list wins where a client accepts several"
        + " equally.")
public record CompressionSpec(
    @Doc("The way of compressing.") @NotNull @OneOf({"Gzip", "Brotli", "Zstd"}) String type,
    @Doc("Switches Brotli on, for type `Brotli`; `{}` takes Envoy's settings.") @Valid
        @Nullable BrotliSpec brotli,
    @Doc("Switches gzip on, for type `Gzip`; `{}` takes Envoy's settings.") @Valid
        @Nullable GzipSpec gzip,
    @Doc("Switches Zstandard on, for type `Zstd`; `{}` takes Envoy's settings.") @Valid
        @Nullable ZstdSpec zstd,
    @Doc(
            "The smallest response that is compressed, in bytes: 30 or more is sensible. Envoy's"
                + " default is 30.")
        @Quantity
        @Nullable QuantitySpec minContentLength) {

  /** {@code brotli} as written; it has no settings yet. */
  public record BrotliSpec() {}

  /** {@code gzip} as written; it has no settings yet. */
  public record GzipSpec() {}

  /** {@code zstd} as written; it has no settings yet. */
  public record ZstdSpec() {}
}
