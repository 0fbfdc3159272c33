package dev.ballast.translation;

import dev.ballast.source.Node;
import dev.ballast.source.Nodes;
import dev.ballast.topology.PolicyTarget;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Groups;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/** An object in whose light a policy is judged. */
record Ancestor(ObjectRef object, Optional<String> section, String controllerName) {
  static Ancestor of(PolicyTarget target, String controllerName) {
    return new Ancestor(target.object(), target.section(), controllerName);
  }

  Node reference() {
    var node =
        Nodes.object()
            .with(
                "group",
                object.kind().equals(BackendTrafficPolicy.KIND)
                    ? Groups.ENVOY_GATEWAY
                    : Groups.GATEWAY)
            .with("kind", object.kind())
            .with("namespace", object.id().namespace())
            .with("name", object.id().name());
    section.ifPresent(name -> node.with("sectionName", name));
    return node.build();
  }
}
