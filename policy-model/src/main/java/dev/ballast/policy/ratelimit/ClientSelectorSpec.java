package dev.ballast.policy.ratelimit;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of {@code clientSelectors} as written. */
@Rule(
    cel =
        "has(self.headers) || has(self.methods) || has(self.path) || has(self.sourceCIDR) ||"
            + " has(self.queryParams)",
    message = "at least one of headers, methods, path, sourceCIDR or queryParams must be specified",
    code = "client-selector-empty",
    sentence =
        "an empty selector selects nothing in particular; give it a condition, or leave"
            + " `clientSelectors` out to count every request")
@Doc("Conditions on a request; all of them must hold.")
public record ClientSelectorSpec(
    @Doc("Conditions on request headers, up to 128; all must hold.") @Size(max = 128)
        @Nullable List<@Valid HeaderConditionSpec> headers,
    @Doc("Methods of which the request must have one.")
        @Nullable List<@Valid MethodConditionSpec> methods,
    @Doc("A condition on the request's path.") @Valid @Nullable PathConditionSpec path,
    @Doc("A condition on the client's address.") @Valid @Nullable SourceConditionSpec sourceCIDR,
    @Doc("Conditions on query parameters, up to 16; all must hold.") @Size(max = 16)
        @Nullable List<@Valid QueryConditionSpec> queryParams) {

  /** An item of {@code headers} as written. */
  @Doc("One condition on a request header.")
  public record HeaderConditionSpec(
      @Doc(
              "`Exact`: the value as written. `RegularExpression`: RE2, over the whole value."
                  + " `Distinct`: every value gets a count of its own, and `value` stays empty.")
          @Default("\"Exact\"")
          @OneOf({"Exact", "RegularExpression", "Distinct"})
          @Nullable String type,
      @Doc("The header's name, 1 to 256 characters.") @NotNull @Size(min = 1, max = 256)
          String name,
      @Doc("What to compare with, up to 1024 characters; needed unless the type is `Distinct`.")
          @Size(max = 1024)
          @Nullable String value,
      @Doc("Whether the condition holds for requests that do not match.") @Default("false")
          @Nullable Boolean invert) {}

  /** An item of {@code queryParams} as written. */
  @Doc("One condition on a query parameter.")
  public record QueryConditionSpec(
      @Doc(
              "`Exact`: the value as written. `RegularExpression`: RE2, over the whole value."
                  + " `Distinct`: every value gets a count of its own, and `value` stays empty.")
          @Default("\"Exact\"")
          @OneOf({"Exact", "RegularExpression", "Distinct"})
          @Nullable String type,
      @Doc("The parameter's name, 1 to 256 characters.") @NotNull @Size(min = 1, max = 256)
          String name,
      @Doc("What to compare with, up to 1024 characters; needed unless the type is `Distinct`.")
          @Size(max = 1024)
          @Nullable String value,
      @Doc("Whether the condition holds for requests that do not match.") @Default("false")
          @Nullable Boolean invert) {}

  /** An item of {@code methods} as written. */
  @Doc("One method.")
  public record MethodConditionSpec(
      @Doc("The method.")
          @NotNull
          @OneOf({"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})
          String value,
      @Doc("Whether the condition holds for requests that do not match.") @Default("false")
          @Nullable Boolean invert) {}

  /** {@code path} of a selector as written. */
  public record PathConditionSpec(
      @Doc(
              "`PathPrefix`: whole segments of the path from its beginning. `Exact`: the path and"
                  + " its query as they are. `RegularExpression`: RE2.")
          @Default("\"PathPrefix\"")
          @OneOf({"Exact", "PathPrefix", "RegularExpression"})
          @Nullable String type,
      @Doc("What to compare with, up to 1024 characters.")
          @NotNull
          @Default("\"/\"")
          @Size(max = 1024)
          String value,
      @Doc("Whether the condition holds for requests that do not match.") @Default("false")
          @Nullable Boolean invert) {}

  /** {@code sourceCIDR} of a selector as written. */
  public record SourceConditionSpec(
      @Doc(
              "`Exact`: all clients in the range share one count. `Distinct`: each address in it"
                  + " has its own.")
          @Default("\"Exact\"")
          @OneOf({"Exact", "Distinct"})
          @Nullable String type,
      @Doc("The range, such as `10.0.0.0/8` or `2001:db8::/32`.") @NotNull @Size(min = 1, max = 256)
          String value,
      @Doc("Whether the condition holds for requests that do not match.") @Default("false")
          @Nullable Boolean invert) {}
}
