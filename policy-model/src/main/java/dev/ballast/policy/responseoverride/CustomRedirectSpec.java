package dev.ballast.policy.responseoverride;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DnsName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** {@code redirect} of an override as written. */
public record CustomRedirectSpec(
    @Doc("The scheme of the address. Absent, that of the request.") @OneOf({"http", "https"})
        @Nullable String scheme,
    @Doc("The host of the address. Absent, that of the request.") @Size(min = 1, max = 253) @DnsName
        @Nullable String hostname,
    @Doc("The path of the address. Absent, that of the request.") @Valid
        @Nullable RedirectPathSpec path,
    @Doc(
            "The port of the address. Absent, the one that goes with the scheme, else that of the"
                + " listener.")
        @Nullable Integer port,
    @Doc("The status that the redirect stands for.") @Default("302") @OneOf({"301", "302"})
        @Nullable BigInteger statusCode) {

  /** {@code path} of a redirect as written. */
  @Rule(
      cel = "self.type == 'ReplaceFullPath'",
      message = "only ReplaceFullPath is supported for path.type",
      code = "redirect-path-type",
      sentence = "an answer's redirect replaces the whole path; write `type: ReplaceFullPath`")
  @Rule(
      cel = "self.type == 'ReplaceFullPath' ? has(self.replaceFullPath) : true",
      message = "replaceFullPath must be specified when type is set to 'ReplaceFullPath'",
      code = "redirect-full-path-missing",
      sentence = "type `ReplaceFullPath` needs `replaceFullPath` with the new path")
  @Rule(
      cel = "has(self.replaceFullPath) ? self.type == 'ReplaceFullPath' : true",
      message = "type must be 'ReplaceFullPath' when replaceFullPath is set",
      code = "redirect-full-path-type",
      sentence = "`replaceFullPath` belongs to type `ReplaceFullPath`")
  @Rule(
      cel = "self.type == 'ReplacePrefixMatch' ? has(self.replacePrefixMatch) : true",
      message = "replacePrefixMatch must be specified when type is set to 'ReplacePrefixMatch'",
      code = "redirect-prefix-missing",
      sentence =
          "type `ReplacePrefixMatch` would need `replacePrefixMatch`; use `ReplaceFullPath`"
              + " instead")
  @Rule(
      cel = "has(self.replacePrefixMatch) ? self.type == 'ReplacePrefixMatch' : true",
      message = "type must be 'ReplacePrefixMatch' when replacePrefixMatch is set",
      code = "redirect-prefix-type",
      sentence = "`replacePrefixMatch` belongs to type `ReplacePrefixMatch`; use `replaceFullPath`")
  public record RedirectPathSpec(
      @Doc("What of the path is replaced; only `ReplaceFullPath` works here.")
          @NotNull
          @OneOf({"ReplaceFullPath", "ReplacePrefixMatch"})
          String type,
      @Doc("The new path, up to 1024 characters.") @Size(max = 1024)
          @Nullable String replaceFullPath,
      @Doc("Not for redirects of answers; type `ReplacePrefixMatch` is refused.") @Size(max = 1024)
          @Nullable String replacePrefixMatch) {}
}
