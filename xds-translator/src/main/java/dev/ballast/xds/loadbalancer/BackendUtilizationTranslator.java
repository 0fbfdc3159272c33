package dev.ballast.xds.loadbalancer;

import static dev.ballast.xds.contribution.Tree.number;
import static dev.ballast.xds.contribution.Tree.object;
import static dev.ballast.xds.contribution.Tree.text;

import com.google.protobuf.BoolValue;
import com.google.protobuf.FloatValue;
import com.google.protobuf.util.Durations;
import dev.ballast.policy.loadbalancer.Algorithm;
import dev.ballast.policy.loadbalancer.SlowStart;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.source.Node;
import dev.ballast.xds.contribution.Extensions;
import dev.ballast.xds.contribution.ProtoDurations;
import dev.ballast.xds.contribution.Tree;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin;
import io.envoyproxy.envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality;
import java.time.Duration;
import java.util.Optional;

/** Weights from the load that endpoints report. */
final class BackendUtilizationTranslator {
  private static final String NAME =
      "envoy.load_balancing_policies.client_side_weighted_round_robin";
  private static final String WITHIN_LOCALITIES = "envoy.load_balancing_policies.wrr_locality";

  private BackendUtilizationTranslator() {}

  static TypedExtensionConfig translate(Algorithm.BackendUtilization reported) {
    ClientSideWeightedRoundRobin known = known(reported);
    Optional<Node.ObjectNode> slowStart = slowStart(reported.slowStart());
    Optional<Node.ObjectNode> reporting =
        reported.outOfBand().flatMap(BackendUtilizationTranslator::reporting);
    if (slowStart.isEmpty() && reporting.isEmpty()) {
      return Extensions.named(NAME, known);
    }
    Tree content = object(ResourceJson.toNode(known));
    slowStart.ifPresent(config -> content.with("slow_start_config", config));
    reporting.ifPresent(config -> content.with("oob_reporting_config", config));
    return Extensions.newer(
        NAME, ClientSideWeightedRoundRobin.getDescriptor().getFullName(), content.node());
  }

  /** Reported load decides within a locality, and the locality's weight decides among them. */
  static TypedExtensionConfig withinWeightedLocalities(TypedExtensionConfig byLoad) {
    return Extensions.named(
        WITHIN_LOCALITIES,
        WrrLocality.newBuilder()
            .setEndpointPickingPolicy(LoadBalancerTranslator.only(byLoad))
            .build());
  }

  private static ClientSideWeightedRoundRobin known(Algorithm.BackendUtilization reported) {
    var message = ClientSideWeightedRoundRobin.newBuilder();
    positive(reported.blackoutPeriod())
        .ifPresent(period -> message.setBlackoutPeriod(ProtoDurations.of(period)));
    positive(reported.weightExpirationPeriod())
        .ifPresent(period -> message.setWeightExpirationPeriod(ProtoDurations.of(period)));
    positive(reported.weightUpdatePeriod())
        .ifPresent(period -> message.setWeightUpdatePeriod(ProtoDurations.of(period)));
    reported
        .errorUtilizationPenaltyPercent()
        .ifPresent(percent -> message.setErrorUtilizationPenalty(FloatValue.of(percent / 100f)));
    message.addAllMetricNamesForComputingUtilization(reported.metricNames());
    reported
        .outOfBand()
        .ifPresent(
            outOfBand -> {
              message.setEnableOobLoadReport(BoolValue.of(true));
              outOfBand
                  .reportingPeriod()
                  .ifPresent(period -> message.setOobReportingPeriod(ProtoDurations.of(period)));
            });
    return message.build();
  }

  private static Optional<Node.ObjectNode> slowStart(SlowStart slowStart) {
    return switch (slowStart) {
      case SlowStart.None() -> Optional.empty();
      case SlowStart.Window(var window) when window.isZero() -> Optional.empty();
      case SlowStart.Window(var window) ->
          Optional.of(
              object()
                  .with("slow_start_window", text(Durations.toString(ProtoDurations.of(window))))
                  .node());
    };
  }

  private static Optional<Node.ObjectNode> reporting(Algorithm.OutOfBand outOfBand) {
    if (outOfBand.port().isEmpty() && outOfBand.authority().isEmpty()) {
      return Optional.empty();
    }
    Tree config = object();
    outOfBand.port().ifPresent(port -> config.with("port_value", number(port)));
    outOfBand.authority().ifPresent(authority -> config.with("authority", text(authority)));
    return Optional.of(config.node());
  }

  /** A period of zero asks for Envoy's default, as with the peer. */
  private static Optional<Duration> positive(Optional<Duration> period) {
    return period.filter(Duration::isPositive);
  }
}
