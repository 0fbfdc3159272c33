package dev.ballast.topology;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.world.Gateway;
import dev.ballast.world.GatewayClass;
import dev.ballast.world.UnsupportedObject;
import java.util.List;
import java.util.Optional;

/**
 * What cannot be said about an object alone. Always warnings: objects arrive in any order, so what
 * is missing now may come. Routes carry theirs, see {@link ResolvedRoute}; for policies see {@link
 * PolicyFindings}.
 */
public final class TopologyFindings {
  private static final FieldPath CLASS_NAME = FieldPath.of("spec", "gatewayClassName");

  private TopologyFindings() {}

  public static List<Finding> of(UnsupportedObject object) {
    return List.of(
        Finding.warning(
                "not-supported",
                FieldPath.of("kind"),
                object.kind() + " is not supported yet",
                "the object has no effect")
            .about(object.ref().toString()));
  }

  /**
   * About a Gateway that is not ours.
   *
   * @param gatewayClass the class it names, if there is one
   */
  public static List<Finding> ofForeign(Gateway gateway, Optional<GatewayClass> gatewayClass) {
    String name = gateway.className();
    Finding finding =
        gatewayClass
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
                        "nothing is served for this Gateway until it does"));
    return List.of(finding.about(gateway.ref().toString()));
  }
}
