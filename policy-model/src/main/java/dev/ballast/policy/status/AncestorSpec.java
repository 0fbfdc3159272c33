package dev.ballast.policy.status;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.Format;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.DnsName;
import dev.ballast.policy.shape.GroupName;
import dev.ballast.policy.shape.KindName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item of {@code status.ancestors} as written. */
@Doc("What one controller says about the policy with regard to one ancestor.")
public record AncestorSpec(
    @Doc("The object, most often a Gateway, through which the policy takes effect.") @Valid @NotNull
        AncestorRefSpec ancestorRef,
    @Doc("The controller that wrote the entry, as a domain and a path.")
        @NotNull
        @Size(min = 1, max = 253)
        @Pattern(
            regexp =
                "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$")
        String controllerName,
    @Doc("What holds for the policy there, 1 to 8 conditions.")
        @NotNull
        @Size(min = 1, max = 8)
        @ListSemantics(value = ListSemantics.Kind.MAP, keys = "type")
        List<@Valid ConditionSpec> conditions) {

  /** {@code ancestorRef} as written. */
  public record AncestorRefSpec(
      @Doc("The group of the object's API.")
          @Default("\"gateway.networking.k8s.io\"")
          @Size(max = 253)
          @GroupName
          @Nullable String group,
      @Doc("The object's kind.") @Default("\"Gateway\"") @Size(min = 1, max = 63) @KindName
          @Nullable String kind,
      @Doc("The object's namespace. Absent, the policy's.")
          @Size(min = 1, max = 63)
          @Pattern(regexp = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
          @Nullable String namespace,
      @Doc("The object's name.") @NotNull @Size(min = 1, max = 253) String name,
      @Doc("The part of the object, such as a listener's name. Absent, the whole object.")
          @Size(min = 1, max = 253)
          @DnsName
          @Nullable String sectionName,
      @Doc("The object's port that is meant, 1 to 65535. Absent, all.") @Min(1) @Max(65_535)
          @Nullable Integer port) {}

  /** An item of {@code conditions} as written. */
  @Doc("One thing that holds, or does not.")
  public record ConditionSpec(
      @Doc("What the condition is about, such as `Accepted`.")
          @NotNull
          @Size(max = 316)
          @Pattern(
              regexp =
                  "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$")
          String type,
      @Doc("Whether it holds.") @NotNull @OneOf({"True", "False", "Unknown"}) String status,
      @Doc(
              "The generation of the policy that was judged. Older than the policy's own, the"
                  + " condition is out of date.")
          @Min(0)
          @Nullable Long observedGeneration,
      @Doc("When `status` last changed.") @NotNull @Format(Format.Kind.DATE_TIME)
          String lastTransitionTime,
      @Doc("The cause in one word, for programs.")
          @NotNull
          @Size(min = 1, max = 1024)
          @Pattern(regexp = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
          String reason,
      @Doc("The cause in a sentence, for people.") @NotNull @Size(max = 32_768) String message) {}
}
