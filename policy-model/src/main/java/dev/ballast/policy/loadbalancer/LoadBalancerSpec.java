package dev.ballast.policy.loadbalancer;

import dev.ballast.policy.declare.Doc;
import dev.ballast.policy.declare.OneOf;
import dev.ballast.policy.declare.Rule;
import dev.ballast.policy.shape.DurationText;
import dev.ballast.source.Node;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.loadBalancer} as written. */
@Rule(
    cel = "self.type == 'ConsistentHash' ? has(self.consistentHash) : !has(self.consistentHash)",
    message = "If LoadBalancer type is consistentHash, consistentHash field needs to be set.",
    code = "load-balancer-consistent-hash",
    sentence =
        "`consistentHash` belongs to type `ConsistentHash`: fill it for that type, and for no"
            + " other")
@Rule(
    cel =
        "self.type == 'BackendUtilization' ? has(self.backendUtilization) :"
            + " !has(self.backendUtilization)",
    message =
        "If LoadBalancer type is BackendUtilization, backendUtilization field needs to be set.",
    code = "load-balancer-backend-utilization",
    sentence =
        "`backendUtilization` belongs to type `BackendUtilization`: fill it for that type (`{}`"
            + " will do), and for no other")
@Rule(
    cel = "self.type == 'DynamicModule' ? has(self.dynamicModule) : !has(self.dynamicModule)",
    message = "If LoadBalancer type is DynamicModule, dynamicModule field needs to be set.",
    code = "load-balancer-dynamic-module",
    sentence =
        "`dynamicModule` belongs to type `DynamicModule`: fill it for that type, and for no other")
@Rule(
    cel =
        "self.type in ['Random', 'ConsistentHash', 'DynamicModule'] ? !has(self.slowStart) : true",
    message =
        "Currently SlowStart is only supported for RoundRobin, LeastRequest, and BackendUtilization"
            + " load balancers.",
    code = "slow-start-unsupported",
    sentence =
        "`slowStart` works with `RoundRobin`, `LeastRequest` and `BackendUtilization` only; remove"
            + " it or change `type`")
@Rule(
    cel =
        "self.type == 'ConsistentHash' && has(self.zoneAware) ? !has(self.zoneAware.preferLocal) :"
            + " true",
    message =
        "PreferLocal zone-aware routing is not supported for ConsistentHash load balancers. Use"
            + " weightedZones instead.",
    code = "prefer-local-with-consistent-hash",
    sentence = "a consistent hash cannot prefer the local zone; use `zoneAware.weightedZones`")
@Rule(
    cel =
        "self.type == 'BackendUtilization' && has(self.zoneAware) ?"
            + " !has(self.zoneAware.preferLocal) : true",
    message =
        "PreferLocal zone-aware routing is not currently supported for BackendUtilization load"
            + " balancers. Only WeightedZones can be used with BackendUtilization.",
    code = "prefer-local-with-backend-utilization",
    sentence =
        "type `BackendUtilization` cannot prefer the local zone; use `zoneAware.weightedZones`")
@Rule(
    cel = "self.type == 'DynamicModule' ? !has(self.zoneAware) : true",
    message = "ZoneAware routing is not supported for DynamicModule load balancers.",
    code = "zone-aware-with-dynamic-module",
    sentence = "a dynamic module chooses by itself, so `zoneAware` has no place beside it")
@Rule(
    cel =
        "has(self.zoneAware) ? !(has(self.zoneAware.preferLocal) &&"
            + " has(self.zoneAware.weightedZones)) : true",
    message = "ZoneAware PreferLocal and WeightedZones cannot be specified together.",
    code = "zone-modes-exclusive",
    sentence = "`preferLocal` and `weightedZones` exclude each other; keep one")
@Rule(
    cel = "self.type == 'DynamicModule' ? !has(self.endpointOverride) : true",
    message = "EndpointOverride is not supported for DynamicModule load balancers.",
    code = "endpoint-override-with-dynamic-module",
    sentence = "a dynamic module chooses by itself, so `endpointOverride` has no place beside it")
public record LoadBalancerSpec(
    @Doc(
            "The rule by which Envoy chooses an endpoint for a request. `LeastRequest`: of two"
                + " endpoints drawn at random, the one with fewer requests in flight. `RoundRobin`:"
                + " one after the other. `Random`: any. `ConsistentHash`: the same client keeps its"
                + " endpoint. `BackendUtilization`: weights from the load that endpoints report."
                + " `DynamicModule`: a module loaded into Envoy decides.")
        @NotNull
        @OneOf({
          "ConsistentHash",
          "LeastRequest",
          "Random",
          "RoundRobin",
          "BackendUtilization",
          "DynamicModule"
        })
        String type,
    @Doc(
            "What is hashed, and into how large a table. Needed for type `ConsistentHash`, refused"
                + " for the others.")
        @Valid
        @Nullable ConsistentHashSpec consistentHash,
    @Doc(
            "How load reports become weights. Needed for type `BackendUtilization` (`{}` takes"
                + " Envoy's defaults), refused for the others.")
        @Valid
        @Nullable BackendUtilizationSpec backendUtilization,
    @Doc("The module that decides. Needed for type `DynamicModule`, refused for the others.") @Valid
        @Nullable DynamicModuleSpec dynamicModule,
    @Doc(
            "Lets a request name its endpoint in a header. Without such a header, or when it names"
                + " no endpoint of the backend, the chosen type decides.")
        @Valid
        @Nullable EndpointOverrideSpec endpointOverride,
    @Doc(
            "Lets a new endpoint warm up before it takes its full share. For `RoundRobin`,"
                + " `LeastRequest` and `BackendUtilization`.")
        @Valid
        @Nullable SlowStartSpec slowStart,
    @Doc(
            "How zones take part in the choice: prefer Envoy's own zone, or give each zone a"
                + " weight. Absent, zones do not count.")
        @Valid
        @Nullable ZoneAwareSpec zoneAware) {

  /** {@code slowStart} as written. */
  public record SlowStartSpec(
      @Doc(
              "Time until a new endpoint takes its full share; its weight grows evenly until then."
                  + " A duration; `0s` switches warm-up off.")
          @NotNull
          @DurationText
          String window) {}

  /** {@code endpointOverride} as written. */
  public record EndpointOverrideSpec(
      @Doc("Where to look for the address, in this order; the first place that holds one counts.")
          @NotNull
          @Size(min = 1, max = 10)
          List<@Valid ExtractFromSpec> extractFrom) {}

  /** An item of {@code endpointOverride.extractFrom} as written. */
  @Doc("One place that may name the endpoint.")
  public record ExtractFromSpec(
      @Doc(
              "The request header that holds the address as `IP:port`, or several of them joined by"
                  + " commas; IPv6 stands in brackets.")
          @Nullable String header) {}

  /** {@code dynamicModule} as written. */
  public record DynamicModuleSpec(
      @Doc("The module as it is registered with the proxy, up to 253 characters.")
          @NotNull
          @Size(min = 1, max = 253)
          @Pattern(regexp = "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")
          String name,
      @Doc("Which of the module's load balancing policies to run, up to 253 characters.")
          @NotNull
          @Size(min = 1, max = 253)
          String lbPolicyName,
      @Doc("Any JSON, handed to the module as it is. Absent, the module gets nothing.")
          @Nullable Node config) {}
}
