package dev.ballast.policy.responseoverride;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.GroupName;
import dev.ballast.policy.shape.HeaderName;
import dev.ballast.policy.shape.KindName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code response} of an override as written. */
public record CustomResponseSpec(
    @Doc("The status to answer with: 200 to 599 in Envoy. Absent, that of the original answer.")
        @Nullable BigInteger statusCode,
    @Doc("The `Content-Type` to answer with. Absent, that of the original answer.")
        @Nullable String contentType,
    @Doc("The body to answer with. Absent, an empty one.") @Valid @Nullable ResponseBodySpec body,
    @Doc("Headers to add to the answer, or to set in it.") @Valid
        @Nullable HeaderChangeSpec header) {

  /** {@code body} of a response as written. */
  @Rule(
      cel = "(!has(self.type) || self.type == 'Inline')? has(self.inline) : true",
      message = "inline must be set for type Inline",
      code = "response-body-inline",
      sentence = "type `Inline` needs `inline` with the body")
  @Rule(
      cel = "(has(self.type) && self.type == 'ValueRef')? has(self.valueRef) : true",
      message = "valueRef must be set for type ValueRef",
      code = "response-body-value-ref",
      sentence = "type `ValueRef` needs `valueRef` with the ConfigMap's name")
  @Rule(
      cel = "has(self.valueRef) ? self.valueRef.kind == 'ConfigMap' : true",
      message = "only ConfigMap is supported for ValueRef",
      code = "response-body-value-ref-kind",
      sentence = "a body can come from a `ConfigMap` only")
  public record ResponseBodySpec(
      @Doc("Whether the body stands here or in a ConfigMap.")
          @NotNull
          @Default("\"Inline\"")
          @OneOf(
              value = {"Inline", "ValueRef"},
              statedTwice = true)
          String type,
      @Doc(
              "The body, for type `Inline`. Envoy replaces its command operators, such as"
                  + " `%RESPONSE_CODE%`; write a percent sign as `%%`.")
          @Nullable String inline,
      @Doc(
              "A ConfigMap in the policy's namespace, for type `ValueRef`. Its key `response.body`"
                  + " holds the body; without that key, any of its keys.")
          @Valid
          @Nullable ValueRefSpec valueRef) {}

  /** {@code valueRef} of a body as written. */
  public record ValueRefSpec(
      @Doc("The group of the object's API: empty, since a ConfigMap belongs to the core.")
          @NotNull
          @Size(max = 253)
          @GroupName
          String group,
      @Doc("The object's kind: `ConfigMap`.") @NotNull @Size(min = 1, max = 63) @KindName
          String kind,
      @Doc("The object's name, in the policy's namespace.") @NotNull @Size(min = 1, max = 253)
          String name) {}

  /** {@code header} of a response as written. */
  @Rule(
      cel = "!has(self.remove) || size(self.remove) == 0",
      message = "Remove is not supported for header in CustomResponse",
      code = "response-header-remove",
      sentence = "a custom answer starts without headers, so there is nothing to remove")
  public record HeaderChangeSpec(
      @Doc("Headers that replace those of the same name, up to 16.")
          @Size(max = 16)
          @ListSemantics(value = ListSemantics.Kind.MAP, keys = "name")
          @Nullable List<@Valid HeaderValueSpec> set,
      @Doc("Headers to add beside those of the same name, up to 16.")
          @Size(max = 16)
          @ListSemantics(value = ListSemantics.Kind.MAP, keys = "name")
          @Nullable List<@Valid HeaderValueSpec> add,
      @Doc("Not for answers; must stay empty.")
          @Size(max = 16)
          @ListSemantics(ListSemantics.Kind.SET)
          @Nullable List<String> remove) {}

  /** A header with its value, as written. */
  @Doc("One header.")
  public record HeaderValueSpec(
      @Doc("The header's name, 1 to 256 characters; letter case does not count.")
          @NotNull
          @Size(min = 1, max = 256)
          @HeaderName
          String name,
      @Doc("Its value, 1 to 4096 characters.") @NotNull @Size(min = 1, max = 4096) String value) {}
}
