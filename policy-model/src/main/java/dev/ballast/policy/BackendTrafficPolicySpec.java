package dev.ballast.policy;

import dev.ballast.policy.admissioncontrol.AdmissionControlSpec;
import dev.ballast.policy.bandwidthlimit.BandwidthLimitSpec;
import dev.ballast.policy.circuitbreaker.CircuitBreakerSpec;
import dev.ballast.policy.compression.CompressionSpec;
import dev.ballast.policy.connection.ConnectionSpec;
import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OutOfDate;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.dns.DnsSpec;
import dev.ballast.policy.faultinjection.FaultInjectionSpec;
import dev.ballast.policy.healthcheck.HealthCheckSpec;
import dev.ballast.policy.http2.Http2Spec;
import dev.ballast.policy.httpupgrade.HttpUpgradeSpec;
import dev.ballast.policy.loadbalancer.LoadBalancerSpec;
import dev.ballast.policy.proxyprotocol.ProxyProtocolSpec;
import dev.ballast.policy.ratelimit.RateLimitSpec;
import dev.ballast.policy.requestbuffer.RequestBufferSpec;
import dev.ballast.policy.responseoverride.ResponseOverrideSpec;
import dev.ballast.policy.retry.RetrySpec;
import dev.ballast.policy.targeting.TargetRefSpec;
import dev.ballast.policy.targeting.TargetSelectorSpec;
import dev.ballast.policy.tcpkeepalive.TcpKeepaliveSpec;
import dev.ballast.policy.telemetry.TelemetrySpec;
import dev.ballast.policy.timeout.TimeoutSpec;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec} of a BackendTrafficPolicy as written. */
@Rule(
    cel =
        "(has(self.targetRef) && !has(self.targetRefs)) || (!has(self.targetRef) &&"
            + " has(self.targetRefs)) || (has(self.targetSelectors) && self.targetSelectors.size()"
            + " > 0) ",
    message = "either targetRef or targetRefs must be used",
    code = "target-missing",
    sentence =
        "a policy needs a target: write `targetRefs`, `targetSelectors` or both, and not"
            + " `targetRef` beside `targetRefs`")
@Rule(
    cel = "has(self.targetRef) ? self.targetRef.group == 'gateway.networking.k8s.io' : true ",
    message = "this policy can only have a targetRef.group of gateway.networking.k8s.io",
    code = "target-ref-group",
    sentence = "a policy attaches to objects of the group `gateway.networking.k8s.io` only")
@Rule(
    cel =
        "has(self.targetRef) ? self.targetRef.kind in ['Gateway', 'ListenerSet', 'HTTPRoute',"
            + " 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute'] : true",
    message =
        "this policy can only have a targetRef.kind of"
            + " Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute/UDPRoute/TLSRoute",
    code = "target-ref-kind",
    sentence =
        "a policy attaches to `Gateway`, `ListenerSet`, `HTTPRoute`, `GRPCRoute`, `TCPRoute`,"
            + " `UDPRoute` or `TLSRoute` only")
@Rule(
    cel =
        "has(self.targetRefs) ? self.targetRefs.all(ref, ref.group == 'gateway.networking.k8s.io')"
            + " : true ",
    message = "this policy can only have a targetRefs[*].group of gateway.networking.k8s.io",
    code = "target-refs-group",
    sentence = "a policy attaches to objects of the group `gateway.networking.k8s.io` only")
@Rule(
    cel =
        "has(self.targetRefs) ? self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet',"
            + " 'HTTPRoute', 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']) : true ",
    message =
        "this policy can only have a targetRefs[*].kind of"
            + " Gateway/ListenerSet/HTTPRoute/GRPCRoute/TCPRoute/UDPRoute/TLSRoute",
    code = "target-refs-kind",
    sentence =
        "a policy attaches to `Gateway`, `ListenerSet`, `HTTPRoute`, `GRPCRoute`, `TCPRoute`,"
            + " `UDPRoute` or `TLSRoute` only")
@Rule(
    cel =
        "!has(self.mergeType) || ((!has(self.targetRef) || self.targetRef.kind in ['HTTPRoute',"
            + " 'GRPCRoute', 'UDPRoute', 'TCPRoute', 'TLSRoute']) && (!has(self.targetRefs) ||"
            + " self.targetRefs.all(ref, ref.kind in ['HTTPRoute', 'GRPCRoute', 'UDPRoute',"
            + " 'TCPRoute', 'TLSRoute'])) && (!has(self.targetSelectors) ||"
            + " self.targetSelectors.all(sel, sel.kind in ['HTTPRoute', 'GRPCRoute', 'UDPRoute',"
            + " 'TCPRoute', 'TLSRoute'])))",
    message = "mergeType can only be used with xRoute targets",
    code = "merge-type-target",
    sentence =
        "`mergeType` lays a route's policy over its Gateway's, so every target must be a route")
@Rule(
    cel = "!has(self.compression) || !has(self.compressor)",
    message = "either compression or compressor can be set, not both",
    code = "compression-twice",
    sentence = "`compression` is the older form of `compressor`; keep `compressor`")
@Rule(
    cel = "!has(self.requestBuffer) || !has(self.httpUpgrade) || self.httpUpgrade.size() == 0",
    message = "requestBuffer cannot be used together with httpUpgrade",
    code = "request-buffer-with-upgrade",
    sentence =
        "a connection that switches protocols has no whole request to buffer; keep `requestBuffer`"
            + " or `httpUpgrade`")
@Rule(
    cel =
        "!has(self.admissionControl) || ((!has(self.targetRef) || self.targetRef.kind in"
            + " ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute']) && (!has(self.targetRefs) ||"
            + " self.targetRefs.all(ref, ref.kind in ['Gateway', 'ListenerSet', 'HTTPRoute',"
            + " 'GRPCRoute'])) && (!has(self.targetSelectors) || self.targetSelectors.all(sel,"
            + " sel.kind in ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute'])))",
    message =
        "admissionControl can only be used with HTTPRoute, GRPCRoute, Gateway, or ListenerSet"
            + " targets",
    code = "admission-control-target",
    sentence =
        "`admissionControl` judges HTTP answers, so every target must be an `HTTPRoute`,"
            + " `GRPCRoute`, `Gateway` or `ListenerSet`")
@Rule(
    cel =
        "!((has(self.connection) && has(self.connection.preconnect) &&"
            + " has(self.connection.preconnect.predictivePercent)) && !(has(self.loadBalancer) &&"
            + " has(self.loadBalancer.type) && self.loadBalancer.type in ['Random',"
            + " 'RoundRobin']))",
    message =
        "predictivePercent in preconnect policy only works with RoundRobin or Random load"
            + " balancers",
    code = "predictive-preconnect",
    sentence =
        "Envoy can foresee the next endpoint only for `loadBalancer.type` `RoundRobin` and"
            + " `Random`; choose one of them or remove `predictivePercent`")
@Doc(
    "What the policy attaches to, and what it asks of Envoy there. Fields left out keep Envoy as it"
        + " is.")
public record BackendTrafficPolicySpec(
    @Doc("The one object that the policy attaches to.") @Valid @OutOfDate(useInstead = "targetRefs")
        @Nullable TargetRefSpec targetRef,
    @Doc("The objects that the policy attaches to, by name.")
        @Nullable List<@Valid TargetRefSpec> targetRefs,
    @Doc("The objects that the policy attaches to, by label.")
        @Nullable List<@Valid TargetSelectorSpec> targetSelectors,
    @Doc(
            "Lays a route's policy over that of its Gateway instead of replacing it:"
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
        @Nullable LoadBalancerSpec loadBalancer,
    @Doc(
            "Whether, and on which failures, a request is sent again; for HTTP and gRPC routes."
                + " Absent, it is not.")
        @Valid
        @Nullable RetrySpec retry,
    @Doc("Tells the backend the client's address in a PROXY header. Absent, no such header.") @Valid
        @Nullable ProxyProtocolSpec proxyProtocol,
    @Doc("Lets the kernel probe idle connections to the backend. Absent, it does not.") @Valid
        @Nullable TcpKeepaliveSpec tcpKeepalive,
    @Doc(
            "Leaves endpoints out that do not work. Absent, all that Kubernetes calls ready take"
                + " part.")
        @Valid
        @Nullable HealthCheckSpec healthCheck,
    @Doc("Bounds what may be under way to the backend at once. Absent, 1024 of each.") @Valid
        @Nullable CircuitBreakerSpec circuitBreaker,
    @Doc("How long connections and requests may take.") @Valid @Nullable TimeoutSpec timeout,
    @Doc("Buffers and spare connections to the backend.") @Valid
        @Nullable ConnectionSpec connection,
    @Doc("How backends that are host names are looked up.") @Valid @Nullable DnsSpec dns,
    @Doc("Windows, streams and pings where the backend speaks HTTP/2.") @Valid
        @Nullable Http2Spec http2,
    @Doc("How many requests clients may send.") @Valid @Nullable RateLimitSpec rateLimit,
    @Doc("How many bytes a second bodies may carry.") @Valid
        @Nullable BandwidthLimitSpec bandwidthLimit,
    @Doc("Delays and errors on purpose, to see what clients make of them.") @Valid
        @Nullable FaultInjectionSpec faultInjection,
    @Doc("Rejects a growing share of requests while the backend fails.") @Valid
        @Nullable AdmissionControlSpec admissionControl,
    @Doc(
            "Whether Envoy speaks to the backend the version of HTTP that the client spoke. Absent"
                + " or false, the backend's port decides.")
        @Nullable Boolean useClientProtocol,
    @Doc("Ways of compressing responses; here `type` alone switches one on.")
        @OutOfDate(useInstead = "compressor")
        @Nullable List<@Valid CompressionSpec> compression,
    @Doc(
            "Ways of compressing responses; an item works once the object of its type is there,"
                + " such as `gzip: {}`.")
        @Nullable List<@Valid CompressionSpec> compressor,
    @Doc("Other answers in place of those of the backend; the first item that matches counts.")
        @Nullable List<@Valid ResponseOverrideSpec> responseOverride,
    @Doc("Protocols that clients may switch to. Absent, `websocket`; present, exactly these.")
        @Nullable List<@Valid HttpUpgradeSpec> httpUpgrade,
    @Doc("Holds each request until it is complete, and refuses those that are too large.") @Valid
        @Nullable RequestBufferSpec requestBuffer,
    @Doc("What traces and metrics say about requests.") @Valid @Nullable TelemetrySpec telemetry,
    @Doc(
            "Where requests for a Service go: `Endpoint`, to its endpoints, or `Service`, to its"
                + " cluster address. Any other word counts as absent, and then the most specific"
                + " policy or the proxy decides, else `Endpoint`.")
        @Nullable String routingType) {}
