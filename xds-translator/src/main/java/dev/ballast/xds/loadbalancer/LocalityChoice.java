package dev.ballast.xds.loadbalancer;

import static dev.ballast.xds.contribution.Tree.number;
import static dev.ballast.xds.contribution.Tree.object;

import com.google.protobuf.Message;
import com.google.protobuf.UInt64Value;
import dev.ballast.policy.loadbalancer.ZoneRouting;
import dev.ballast.snapshot.ResourceJson;
import dev.ballast.source.Node;
import dev.ballast.xds.contribution.Extensions;
import dev.ballast.xds.contribution.Tree;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig;
import io.envoyproxy.envoy.type.v3.Percent;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * How round robin, random and least request choose among localities before they choose an endpoint:
 * by weight (of backendRefs or of zones), or their own zone first.
 *
 * @param config what our API can say
 * @param forceMinInZone the part it cannot: stay in the zone while it has so many endpoints
 */
record LocalityChoice(LocalityLbConfig config, OptionalInt forceMinInZone) {
  static LocalityChoice of(ZoneRouting zones) {
    return switch (zones) {
      case ZoneRouting.None() -> byWeight();
      case ZoneRouting.Weighted(var weights) -> byWeight();
      case ZoneRouting.PreferLocal local ->
          new LocalityChoice(preferLocal(local), local.forceMinInZone());
    };
  }

  /** The algorithm with this choice in it. */
  <B extends Message.Builder> TypedExtensionConfig in(
      String name, B algorithm, BiFunction<B, LocalityLbConfig, B> slot) {
    Message whole = slot.apply(algorithm, config).build();
    if (forceMinInZone.isEmpty()) {
      return Extensions.named(name, whole);
    }
    Node.ObjectNode content = ResourceJson.toNode(whole);
    return Extensions.newer(
        name,
        whole.getDescriptorForType().getFullName(),
        forced(content, forceMinInZone.getAsInt()));
  }

  private static LocalityChoice byWeight() {
    return new LocalityChoice(
        LocalityLbConfig.newBuilder()
            .setLocalityWeightedLbConfig(
                LocalityLbConfig.LocalityWeightedLbConfig.getDefaultInstance())
            .build(),
        OptionalInt.empty());
  }

  private static LocalityLbConfig preferLocal(ZoneRouting.PreferLocal local) {
    var zoneAware =
        LocalityLbConfig.ZoneAwareLbConfig.newBuilder()
            .setMinClusterSize(UInt64Value.of(local.minEndpoints()));
    local
        .percentageEnabled()
        .ifPresent(percent -> zoneAware.setRoutingEnabled(Percent.newBuilder().setValue(percent)));
    return LocalityLbConfig.newBuilder().setZoneAwareLbConfig(zoneAware).build();
  }

  private static Node.ObjectNode forced(Node.ObjectNode content, int minSize) {
    var force = object().with("min_size", number(minSize)).node();
    return with(
        content,
        "locality_lb_config",
        choice ->
            with(
                choice,
                "zone_aware_lb_config",
                zoneAware -> object(zoneAware).with("force_local_zone", force).node()));
  }

  /** The object with one of its member objects replaced. */
  private static Node.ObjectNode with(
      Node.ObjectNode object,
      String name,
      java.util.function.UnaryOperator<Node.ObjectNode> change) {
    Tree changed = object();
    for (Node.Member member : object.members()) {
      changed.with(
          member.name(),
          member.name().equals(name) && member.value() instanceof Node.ObjectNode inner
              ? change.apply(inner)
              : member.value());
    }
    return changed.node();
  }
}
