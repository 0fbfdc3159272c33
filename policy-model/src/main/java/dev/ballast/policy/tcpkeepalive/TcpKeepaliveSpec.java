package dev.ballast.policy.tcpkeepalive;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.shape.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.tcpKeepalive} as written. Present and empty it switches probes on as the kernel has
 * them.
 */
public record TcpKeepaliveSpec(
    @Doc(
            "How many probes may go unanswered before the connection counts as dead. Absent, the"
                + " kernel's default (9 on Linux).")
        @Nullable Integer probes,
    @Doc(
            "How long a connection is idle before the first probe. A duration in whole seconds;"
                + " absent, the kernel's default (2h on Linux).")
        @DurationText
        @Nullable String idleTime,
    @Doc(
            "Time between two probes. A duration in whole seconds; absent, the kernel's default"
                + " (75s on Linux).")
        @DurationText
        @Nullable String interval) {}
