package dev.ballast.policy;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.ListSemantics;
import dev.ballast.policy.status.AncestorSpec;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** {@code status} of a BackendTrafficPolicy as written. */
@Doc("What controllers say about the policy; they write it, users read it.")
public record BackendTrafficPolicyStatus(
    @Doc(
            "One entry for each controller and each ancestor through which the policy takes effect,"
                + " up to 16.")
        @NotNull
        @Size(max = 16)
        @ListSemantics(ListSemantics.Kind.ATOMIC)
        List<@Valid AncestorSpec> ancestors) {}
