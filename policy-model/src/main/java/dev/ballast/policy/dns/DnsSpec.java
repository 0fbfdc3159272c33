package dev.ballast.policy.dns;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.shape.DurationText;
import org.jspecify.annotations.Nullable;

/** {@code spec.dns} as written. */
public record DnsSpec(
    @Doc(
            "How often a name is looked up again when the answer's own lifetime does not decide. A"
                + " duration; absent, 30s.")
        @DurationText
        @Nullable String dnsRefreshRate,
    @Doc("Whether the lifetime in the DNS answer decides when to look again. Absent, true.")
        @Nullable Boolean respectDnsTtl,
    @Doc(
            "Which addresses to ask for. The preferred forms take the other family when theirs has"
                + " no address; `IPv4AndIPv6` uses both. Absent, `IPv4Preferred`.")
        @OneOf({"IPv4", "IPv6", "IPv4Preferred", "IPv6Preferred", "IPv4AndIPv6"})
        @Nullable String lookupFamily) {}
