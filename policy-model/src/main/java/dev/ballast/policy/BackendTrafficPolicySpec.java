package dev.ballast.policy;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec;
import dev.ballast.policy.targeting.TargetRefSpec;
import dev.ballast.policy.targeting.TargetSelectorSpec;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec} of a BackendTrafficPolicy as written. */
public record BackendTrafficPolicySpec(
    @Doc("The one object that the policy attaches to.") @OutOfDate(useInstead = "targetRefs") @Valid
        @Nullable TargetRefSpec targetRef,
    @Doc("The objects that the policy attaches to, by name.")
        @Nullable List<@Valid TargetRefSpec> targetRefs,
    @Doc("The objects that the policy attaches to, by label.")
        @Nullable List<@Valid TargetSelectorSpec> targetSelectors,
    @Doc(
            "Lays a policy of a route over that of its Gateway instead of replacing it:"
                + " `StrategicMerge` joins lists by their keys, `JSONMerge` replaces lists. Absent,"
                + " the route's policy stands alone.")
        @Rule(
            cel = "self != 'Replace'",
            message = "Replace is not a valid MergeType for BackendTrafficPolicySpec",
            code = "merge-type-replace",
            sentence =
                "a policy without `mergeType` already replaces; leave the field out, or write"
                    + " `StrategicMerge` or `JSONMerge`")
        @Nullable String mergeType,
    @Doc("How an endpoint is chosen for each request. Absent, by least request.") @Valid
        @Nullable LoadBalancerSpec loadBalancer) {}
