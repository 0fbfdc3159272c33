package dev.ballast.policy.ratelimit;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of {@code rateLimit.global} or {@code rateLimit.local} as written. */
@Doc("One limit and the requests it counts.")
public record RateLimitRuleSpec(
    @Doc(
            "Which requests the rule counts, up to 8 conditions, all of which must hold. Absent,"
                + " every request.")
        @Size(max = 8)
        @Nullable List<@Valid ClientSelectorSpec> clientSelectors,
    @Doc("How many requests in what time. Beyond it Envoy answers 429.") @Valid @NotNull
        RateLimitValueSpec limit,
    @Doc("What a request takes from the limit. Absent, 1.") @Valid @Nullable RateLimitCostSpec cost,
    @Doc(
            "Whether all routes that the policy reaches draw on one count. Absent or false, each"
                + " route has its own. For global limits.")
        @Nullable Boolean shared,
    @Doc(
            "Whether the rule only counts and lets every request through, to try it out. Absent,"
                + " false.")
        @Nullable Boolean shadowMode,
    @Doc(
            "Whether answers carry `X-RateLimit-*` headers of this rule, in the form of the third"
                + " IETF draft. Absent, as the listener has it.")
        @OneOf({"Off", "DraftVersion03"})
        @Nullable String xRateLimitHeaders) {

  /** {@code limit} of a rule as written. */
  public record RateLimitValueSpec(
      @Doc("How many requests: 0 to 4294967295. A local limit needs at least 1.")
          @NotNull
          @Min(0)
          @Max(4_294_967_295L)
          Long requests,
      @Doc("The time that `requests` is meant for; a month has 30 days, a year 365.")
          @NotNull
          @OneOf({"Second", "Minute", "Hour", "Day", "Week", "Month", "Year"})
          String unit,
      @Doc(
              "Takes the limit from what another filter noted about the request; `requests` holds"
                  + " where there is no note. For global limits.")
          @Valid
          @Nullable LimitMetadataSpec fromMetadata) {}

  /** {@code limit.fromMetadata} as written. */
  public record LimitMetadataSpec(
      @Doc("Under whose name the note stands, such as `envoy.filters.http.ext_authz`.")
          @NotNull
          @Size(min = 1)
          String namespace,
      @Doc("Which of its notes holds the limit.") @NotNull @Size(min = 1) String key) {}

  /** {@code cost} of a rule as written. */
  public record RateLimitCostSpec(
      @Doc("What is taken when the request comes; 0 only checks. Absent, 1.") @Valid
          @Nullable CostSourceSpec request,
      @Doc(
              "What is taken when the answer is complete, such as the tokens it used. Absent,"
                  + " nothing. For global limits.")
          @Valid
          @Nullable CostSourceSpec response) {}

  /** {@code cost.request} or {@code cost.response} as written. */
  @Rule(
      cel = "!(has(self.number) && has(self.metadata))",
      message = "only one of number or metadata can be specified",
      code = "cost-two-sources",
      sentence = "a cost comes from one place; keep `number` or `metadata`")
  public record CostSourceSpec(
      @Doc("Whether `number` or `metadata` holds the cost.") @NotNull @OneOf({"Number", "Metadata"})
          String from,
      @Doc("The cost as a number; 0 only checks the limit.") @Nullable Long number,
      @Doc("Takes the cost from what another filter noted about the request.") @Valid
          @Nullable CostMetadataSpec metadata) {}

  /** {@code metadata} of a cost as written. */
  public record CostMetadataSpec(
      @Doc("Under whose name the note stands, such as `io.envoy.ai_gateway`.") @NotNull
          String namespace,
      @Doc("Which of its notes holds the cost.") @NotNull String key) {}
}
