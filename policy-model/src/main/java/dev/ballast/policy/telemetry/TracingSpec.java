package dev.ballast.policy.telemetry;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.FractionSpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code spec.telemetry.tracing} as written. */
public record TracingSpec(
    @Doc("The share of requests that Envoy picks for a trace by chance. Absent, all.") @Valid
        @Nullable FractionSpec samplingFraction,
    @Doc(
            "The share of requests that are traced when the client asks for it with"
                + " `x-client-trace-id`. Absent, none.")
        @Valid
        @Nullable FractionSpec clientSamplingFraction,
    @Doc("The share of requests that are traced at most, whatever the reason. Absent, all.") @Valid
        @Nullable FractionSpec overallSamplingFraction,
    @Doc("Tags to add to each span, by name.")
        @Nullable Map<String, @Valid CustomTagSpec> customTags,
    @Doc(
            "Tags to add to each span, by name; values may hold command operators such as"
                + " `%REQ(x-user)%`. They go before `customTags` of the same name.")
        @Nullable Map<String, String> tags,
    @Doc("Names of the spans. Absent, as the proxy has it.") @Valid
        @Nullable SpanNameSpec spanName) {

  /** {@code spanName} as written. */
  public record SpanNameSpec(
      @Doc("The name of the span for the request to the backend; may hold command operators.")
          @NotNull
          String client,
      @Doc("The name of the span for the request from the client; may hold command operators.")
          @NotNull
          String server) {}

  /** A value of {@code customTags} as written. */
  @Doc("One tag.")
  public record CustomTagSpec(
      @Doc(
              "Where the value of the tag comes from; the field of that name says more and must be"
                  + " there.")
          @NotNull
          @Default("\"Literal\"")
          @OneOf({"Literal", "Environment", "RequestHeader"})
          String type,
      @Doc("A fixed value, for type `Literal`.") @Valid @Nullable LiteralTagSpec literal,
      @Doc("A variable of Envoy's environment, for type `Environment`.") @Valid
          @Nullable EnvironmentTagSpec environment,
      @Doc("A header of the request, for type `RequestHeader`.") @Valid
          @Nullable RequestHeaderTagSpec requestHeader) {}

  /** {@code literal} of a tag as written. */
  public record LiteralTagSpec(@Doc("The value.") @NotNull String value) {}

  /** {@code environment} of a tag as written. */
  public record EnvironmentTagSpec(
      @Doc("The variable's name.") @NotNull String name,
      @Doc("The value where there is no such variable. Absent, the tag is left out then.")
          @Nullable String defaultValue) {}

  /** {@code requestHeader} of a tag as written. */
  public record RequestHeaderTagSpec(
      @Doc("The header's name.") @NotNull String name,
      @Doc("The value where the request lacks the header. Absent, the tag is left out then.")
          @Nullable String defaultValue) {}
}
