package dev.ballast.world;

import dev.ballast.finding.FieldPath;
import dev.ballast.policy.TrafficSettings;
import java.util.ArrayList;
import java.util.List;

/** BackendTrafficPolicy: its targets here, its meaning by the policy reader. */
final class PolicyObjectReader {
  private static final FieldPath SPEC = FieldPath.of("spec");

  private PolicyObjectReader() {}

  static BackendTrafficPolicy read(Metadata metadata, Tree root) {
    Tree spec = root.child("spec");
    return new BackendTrafficPolicy(
        metadata,
        targets(spec),
        selectors(spec),
        spec.fields(),
        TrafficSettings.DEFAULT,
        List.of());
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
