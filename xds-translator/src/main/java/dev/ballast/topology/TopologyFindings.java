package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.BackendTrafficPolicy;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.UnsupportedObject;
import dev.ballast.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that cannot be said about one object alone. Always warnings: objects arrive in any
 * order, so what is missing now may come.
 */
public final class TopologyFindings {
  private static final FieldPath CLASS_NAME = FieldPath.of("spec", "gatewayClassName");

  private TopologyFindings() {}

  /** By object, then in the order of its fields as far as they are read in that order. */
  public static List<Finding> of(World world, Topology topology) {
    var findings = new ArrayList<Finding>();
    for (GatewayClass gatewayClass : world.gatewayClasses()) {
      if (gatewayClass.hasParameters() && topology.isOurs(gatewayClass)) {
        findings.add(
            Finding.warning(
                    "not-supported",
                    FieldPath.of("spec", "parametersRef"),
                    "parameters of a GatewayClass are not supported yet",
                    "they have no effect")
                .about(gatewayClass.ref().toString()));
      }
    }
    for (Gateway gateway : world.gateways()) {
      var resolved = topology.gateways().get(gateway.id());
      if (resolved == null) {
        findings.add(notOurs(world, gateway));
      } else {
        findings.addAll(resolved.findings());
      }
    }
    topology.routes().forEach(route -> findings.addAll(route.findings()));
    for (BackendTrafficPolicy policy : topology.policies()) {
      findings.addAll(
          PolicyFindings.of(
              world, topology.overrides(), policy, topology.attachments().outcomes(policy)));
    }
    for (UnsupportedObject object : world.unsupported()) {
      findings.add(
          Finding.warning(
                  "not-supported",
                  FieldPath.of("kind"),
                  object.kind() + " is not supported yet",
                  "the object has no effect")
              .about(object.ref().toString()));
    }
    findings.sort((a, b) -> a.object().orElse("").compareTo(b.object().orElse("")));
    return findings;
  }

  private static Finding notOurs(World world, Gateway gateway) {
    String name = gateway.className();
    return world
        .gatewayClass(name)
        .map(
            c ->
                Finding.warning(
                    "gateway-class-not-ours",
                    CLASS_NAME,
                    "GatewayClass `%s` belongs to controller `%s`, not to this one"
                        .formatted(name, c.controllerName()),
                    "nothing is served for this Gateway here"))
        .orElseGet(
            () ->
                Finding.warning(
                    "gateway-class-not-found",
                    CLASS_NAME,
                    "GatewayClass `%s` does not exist".formatted(name),
                    "nothing is served for this Gateway until it does"))
        .about(gateway.ref().toString());
  }
}
