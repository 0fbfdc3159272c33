package dev.ballast.policy.targeting;

import dev.ballast.policy.declare.AtomicObject;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label selector of Kubernetes as written. */
@AtomicObject
public record LabelSelectorSpec(
    @Doc("Conditions on labels; all of them must hold.") @ListSemantics(ListSemantics.Kind.ATOMIC)
        @Nullable List<@Valid LabelExpressionSpec> matchExpressions,
    @Doc("Labels with the values that must be there, all of them.")
        @Nullable Map<String, String> matchLabels) {}
