package dev.ballast.policy.ratelimit;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.rateLimit} as written. */
public record RateLimitSpec(
    @Doc("Uses only the half it names. Absent, both halves count.")
        @OneOf({"Global", "Local"})
        @OutOfDate(useInstead = "global and local, one or both")
        @Nullable String type,
    @Doc("Counts requests in a service that all Envoys share.") @Valid
        @Nullable GlobalRateLimitSpec global,
    @Doc("Counts requests in each Envoy by itself.") @Valid @Nullable LocalRateLimitSpec local) {

  /** {@code rateLimit.global} as written. */
  public record GlobalRateLimitSpec(
      @Doc("The limits, up to 256. A request must stay within each rule that matches it.")
          @NotNull
          @Size(max = 256)
          List<@Valid RateLimitRuleSpec> rules) {}

  /** {@code rateLimit.local} as written. */
  public record LocalRateLimitSpec(
      @Doc(
              "The limits, up to 16. At most one may be without `clientSelectors`: it holds for"
                  + " what no other rule matches.")
          @Size(max = 16)
          @Rule(
              cel = "self.all(r, !has(r.cost) || !has(r.cost.response))",
              message = "response cost is not supported for Local Rate Limits",
              code = "local-response-cost",
              sentence =
                  "a local limit counts requests as they come, so it cannot charge for responses;"
                      + " remove `cost.response`")
          @Rule(
              cel = "self.all(r, !has(r.limit.fromMetadata))",
              message = "limit fromMetadata is not supported for Local Rate Limits",
              code = "local-limit-from-metadata",
              sentence = "a local limit is fixed; remove `limit.fromMetadata`")
          @Nullable List<@Valid RateLimitRuleSpec> rules) {}
}
