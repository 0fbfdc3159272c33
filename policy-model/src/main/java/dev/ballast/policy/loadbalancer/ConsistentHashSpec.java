package dev.ballast.policy.loadbalancer;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code spec.loadBalancer.consistentHash} as written. */
@Rule(
    cel = "self.type == 'Header' ? has(self.header) : !has(self.header)",
    message = "If consistent hash type is header, the header field must be set.",
    code = "consistent-hash-header",
    sentence = "`header` belongs to type `Header`: fill it for that type, and for no other")
@Rule(
    cel = "self.type == 'Headers' ? has(self.headers) : !has(self.headers)",
    message = "If consistent hash type is headers, the headers field must be set.",
    code = "consistent-hash-headers",
    sentence = "`headers` belongs to type `Headers`: fill it for that type, and for no other")
@Rule(
    cel = "self.type == 'Cookie' ? has(self.cookie) : !has(self.cookie)",
    message = "If consistent hash type is cookie, the cookie field must be set.",
    code = "consistent-hash-cookie",
    sentence = "`cookie` belongs to type `Cookie`: fill it for that type, and for no other")
@Rule(
    cel = "self.type == 'QueryParams' ? has(self.queryParams) : !has(self.queryParams)",
    message = "If consistent hash type is queryParams, the queryParams field must be set.",
    code = "consistent-hash-query-params",
    sentence =
        "`queryParams` belongs to type `QueryParams`: fill it for that type, and for no other")
public record ConsistentHashSpec(
    @Doc(
            "What of a request is hashed. `SourceIP`: the client's address. `Headers`, `Cookie`,"
                + " `QueryParams`: the field of the same name says which. `Header`: the older form"
                + " of `Headers`, for one header. A request that lacks all of it goes to any"
                + " endpoint.")
        @NotNull
        @OneOf({"SourceIP", "Header", "Headers", "Cookie", "QueryParams"})
        String type,
    @Doc("The header to hash, for type `Header`. Type `Headers` does the same and takes several.")
        @OutOfDate(useInstead = "headers")
        @Valid
        @Nullable HeaderSpec header,
    @Doc(
            "The headers to hash, for type `Headers`. Their values are hashed together, in this"
                + " order; a header that the request lacks adds nothing.")
        @Nullable List<@Valid HeaderSpec> headers,
    @Doc("The cookie to hash, for type `Cookie`.") @Valid @Nullable CookieSpec cookie,
    @Doc(
            "The query parameters to hash, for type `QueryParams`. Their values are hashed"
                + " together, in this order; a parameter that the request lacks adds nothing.")
        @Nullable List<@Valid QueryParamSpec> queryParams,
    @Doc(
            "Entries in the Maglev table: a prime number, 2 to 5000011. A larger table spreads more"
                + " evenly and moves fewer clients when endpoints change; it costs memory and"
                + " rebuild time. Take at least a hundred entries for each endpoint.")
        @Default("65537")
        @Min(2)
        @Max(5_000_011)
        @Nullable Long tableSize) {

  /** {@code header}, or an item of {@code headers}, as written. */
  @Doc("One header to hash.")
  public record HeaderSpec(
      @Doc("The name of the request header; letter case does not count.") @NotNull String name) {}

  /** An item of {@code queryParams} as written. */
  @Doc("One query parameter to hash.")
  public record QueryParamSpec(
      @Doc("The name of the query parameter; letter case counts.") @NotNull String name) {}

  /** {@code cookie} as written. */
  public record CookieSpec(
      @Doc("The name of the cookie whose value is hashed.") @NotNull String name,
      @Doc(
              "How long a client keeps the cookie that Envoy sets when a request brings none. A"
                  + " duration; `0s` makes a cookie that ends with the browser session. Absent,"
                  + " Envoy only reads the cookie and never sets one.")
          @DurationText
          @Nullable String ttl,
      @Doc(
              "Attributes to add to the cookie that Envoy sets, such as `SameSite` or `Path`."
                  + " `HttpOnly` is always there.")
          @Nullable Map<String, String> attributes) {}
}
