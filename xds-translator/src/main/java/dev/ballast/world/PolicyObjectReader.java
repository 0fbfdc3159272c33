package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.policy.BackendTrafficPolicySpec;
import dev.ballast.policy.Reading;
import dev.ballast.policy.TrafficPolicyReader;
import dev.ballast.policy.TrafficSettings;
import dev.ballast.policy.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** BackendTrafficPolicy: its targets here, its meaning by the policy reader. */
final class PolicyObjectReader {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private static final Reading<TrafficSettings> UNREADABLE =
      new Reading<>(
          TrafficSettings.DEFAULT,
          List.of(
              Finding.error(
                  "unreadable-policy", SPEC, "the policy does not have the shape of its API", "")));

  private PolicyObjectReader() {}

  static BackendTrafficPolicy read(Metadata metadata, Tree root) {
    Tree spec = root.child("spec");
    var wire = wire(spec);
    var reading = wire.map(TrafficPolicyReader::read).orElse(UNREADABLE);
    return new BackendTrafficPolicy(
        metadata, targets(spec), selectors(spec), wire, reading.value(), reading.findings());
  }

  /** Empty for a tree that its schema refuses: the verdict has told why. */
  private static Optional<BackendTrafficPolicySpec> wire(Tree spec) {
    try {
      return spec.node().map(node -> WireReader.read(node, BackendTrafficPolicySpec.class));
    } catch (IllegalArgumentException misshapen) {
      return Optional.empty();
    }
  }

  private static List<BackendTrafficPolicy.Target> targets(Tree spec) {
    Tree single = spec.child("targetRef");
    if (single.isPresent()) {
      return List.of(target(single, SPEC.child("targetRef")));
    }
    var targets = new ArrayList<BackendTrafficPolicy.Target>();
    for (Tree ref : spec.child("targetRefs").items()) {
      targets.add(target(ref, SPEC.child("targetRefs").item(targets.size())));
    }
    return targets;
  }

  private static BackendTrafficPolicy.Target target(Tree ref, FieldPath path) {
    return new BackendTrafficPolicy.Target(
        ref.text("group").orElse(""),
        ref.text("kind").orElse(""),
        ref.text("name").orElse(""),
        ref.text("sectionName").filter(s -> !s.isEmpty()),
        path);
  }

  private static List<BackendTrafficPolicy.TargetSelector> selectors(Tree spec) {
    var selectors = new ArrayList<BackendTrafficPolicy.TargetSelector>();
    for (Tree selector : spec.child("targetSelectors").items()) {
      selectors.add(
          new BackendTrafficPolicy.TargetSelector(
              selector.text("group").orElse(Groups.GATEWAY),
              selector.text("kind").orElse(""),
              GatewayReader.namespaces(selector.child("namespaces")),
              GatewayReader.selector(selector),
              SPEC.child("targetSelectors").item(selectors.size())));
    }
    return selectors;
  }
}
