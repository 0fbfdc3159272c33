package dev.ballast.policy.targeting;

import dev.ballast.policy.declare.Default;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.GroupName;
import dev.ballast.policy.shape.KindName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item of {@code spec.targetSelectors} as written. */
@Rule(
    cel = "has(self.group) ? self.group == 'gateway.networking.k8s.io' : true ",
    message = "group must be gateway.networking.k8s.io",
    code = "target-selector-group",
    sentence = "a selector finds objects of `gateway.networking.k8s.io` only; leave `group` out")
@Doc("All objects of one kind whose labels match.")
public record TargetSelectorSpec(
    @Doc("The group of the objects' API; only `gateway.networking.k8s.io` is allowed.")
        @Default("\"gateway.networking.k8s.io\"")
        @Size(max = 253)
        @GroupName
        @Nullable String group,
    @Doc(
            "The objects' kind: `Gateway`, `ListenerSet`, `HTTPRoute`, `GRPCRoute`, `TCPRoute`,"
                + " `UDPRoute` or `TLSRoute`. Another kind selects nothing.")
        @NotNull
        @Size(min = 1, max = 63)
        @KindName
        String kind,
    @Doc("Conditions on labels; an object must meet all of them.")
        @ListSemantics(ListSemantics.Kind.ATOMIC)
        @Nullable List<@Valid LabelExpressionSpec> matchExpressions,
    @Doc("Labels with the values that an object must have, all of them.")
        @Nullable Map<String, String> matchLabels,
    @Doc("Namespaces to look in. Absent, the policy's own.") @Valid
        @Nullable NamespacesSpec namespaces) {

  /** {@code namespaces} as written. */
  @Rule(
      cel = "self.from != 'Selector' || has(self.selector)",
      message = "selector must be specified when from is Selector",
      code = "namespaces-selector-missing",
      sentence = "`from: Selector` needs a `selector` that says which namespaces")
  public record NamespacesSpec(
      @Doc(
              "`Same`: the policy's namespace. `All`: every namespace. `Selector`: those whose"
                  + " labels match. An object elsewhere is reached only where a ReferenceGrant"
                  + " allows it.")
          @NotNull
          @Default("\"Same\"")
          @OneOf({"Same", "All", "Selector"})
          String from,
      @Doc("Which namespaces, by their labels; for `from: Selector`.") @Valid
          @Nullable LabelSelectorSpec selector) {}
}
