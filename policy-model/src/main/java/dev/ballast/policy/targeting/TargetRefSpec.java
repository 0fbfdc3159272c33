package dev.ballast.policy.targeting;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.DnsName;
import dev.ballast.policy.shape.GroupName;
import dev.ballast.policy.shape.KindName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** {@code spec.targetRef}, or an item of {@code spec.targetRefs}, as written. */
@Doc("One object in the policy's own namespace, or a section of it.")
public record TargetRefSpec(
    @Doc("The group of the object's API: `gateway.networking.k8s.io`.")
        @NotNull
        @Size(max = 253)
        @GroupName
        String group,
    @Doc(
            "The object's kind: `Gateway`, `ListenerSet`, `HTTPRoute`, `GRPCRoute`, `TCPRoute`,"
                + " `UDPRoute` or `TLSRoute`.")
        @NotNull
        @Size(min = 1, max = 63)
        @KindName
        String kind,
    @Doc(
            "The object's name. It lives in the policy's namespace and may come later than the"
                + " policy.")
        @NotNull
        @Size(min = 1, max = 253)
        String name,
    @Doc(
            "A part of the object: a listener's name for `Gateway` and `ListenerSet`, a rule's name"
                + " for routes. Absent, the whole object.")
        @Size(min = 1, max = 253)
        @DnsName
        @Nullable String sectionName) {}
