package dev.ballast.policy.targeting;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition of a label selector as written. */
@Doc("One condition on a label.")
public record LabelExpressionSpec(
    @Doc("The label's key.") @NotNull String key,
    @Doc("`In`, `NotIn`, `Exists` or `DoesNotExist`.") @NotNull String operator,
    @Doc("Values to compare with, for `In` and `NotIn`; empty for the other two.")
        @ListSemantics(ListSemantics.Kind.ATOMIC)
        @Nullable List<String> values) {}
