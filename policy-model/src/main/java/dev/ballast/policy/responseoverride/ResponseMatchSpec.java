package dev.ballast.policy.responseoverride;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.HeaderName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code match} of an override as written. */
@Rule(
    cel = "has(self.statusCodes) || has(self.responseHeaders)",
    message = "at least one of statusCodes or responseHeaders must be specified",
    code = "response-match-empty",
    sentence = "an empty `match` matches nothing; fill `statusCodes`, `responseHeaders` or both")
public record ResponseMatchSpec(
    @Doc("Statuses of which the answer must have one, 1 to 50 items.") @Size(min = 1, max = 50)
        @Nullable List<@Valid StatusCodeMatchSpec> statusCodes,
    @Doc("Conditions on headers of the answer, 1 to 16; all must hold.") @Size(min = 1, max = 16)
        @Nullable List<@Valid HeaderMatchSpec> responseHeaders) {

  /** An item of {@code match.statusCodes} as written. */
  @Rule(
      cel = "(!has(self.type) || self.type == 'Value')? has(self.value) : true",
      message = "value must be set for type Value",
      code = "status-code-value",
      sentence = "type `Value` needs a `value` such as `404`")
  @Rule(
      cel = "(has(self.type) && self.type == 'Range')? has(self.range) : true",
      message = "range must be set for type Range",
      code = "status-code-range",
      sentence = "type `Range` needs a `range` with `start` and `end`")
  @Doc("One status, or a range of them.")
  public record StatusCodeMatchSpec(
      @Doc("Whether `value` or `range` counts.")
          @NotNull
          @Default("\"Value\"")
          @OneOf(
              value = {"Value", "Range"},
              statedTwice = true)
          String type,
      @Doc("The status, for type `Value`.") @Nullable BigInteger value,
      @Doc("The statuses, for type `Range`.") @Valid @Nullable StatusCodeRangeSpec range) {}

  /** {@code range} of statuses as written. */
  @Rule(
      cel = "self.end > self.start",
      message = "end must be greater than start",
      code = "status-range-order",
      sentence =
          "a range runs upwards: make `end` larger than `start`, or use type `Value` for a single"
              + " status")
  public record StatusCodeRangeSpec(
      @Doc("The first status of the range.") @NotNull BigInteger start,
      @Doc("The last status of the range, larger than `start`.") @NotNull BigInteger end) {}

  /** An item of {@code match.responseHeaders} as written. */
  @Doc("One condition on a header of the answer.")
  public record HeaderMatchSpec(
      @Doc("The header's name, 1 to 256 characters; letter case does not count.")
          @NotNull
          @Size(min = 1, max = 256)
          @HeaderName
          String name,
      @Doc("What its value must be.") @Valid @NotNull TextMatchSpec value) {}

  /** {@code value} of a header condition as written. */
  public record TextMatchSpec(
      @Doc(
              "How to compare: the whole text, its beginning, its end, or by an RE2 expression over"
                  + " the whole of it.")
          @Default("\"Exact\"")
          @OneOf({"Exact", "Prefix", "Suffix", "RegularExpression"})
          @Nullable String type,
      @Doc("What to compare with, 1 to 1024 characters.") @NotNull @Size(min = 1, max = 1024)
          String value) {}
}
