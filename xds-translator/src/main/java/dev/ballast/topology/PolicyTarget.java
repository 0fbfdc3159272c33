package dev.ballast.topology;

import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Optional;

/**
 * Something a policy can sit on.
 *
 * @param section a listener of a Gateway or a rule of a route; empty for the whole object
 */
public record PolicyTarget(ObjectRef object, Optional<String> section) {
  public static PolicyTarget gateway(ObjectId gateway) {
    return new PolicyTarget(new ObjectRef(Gateway.KIND, gateway), Optional.empty());
  }

  public static PolicyTarget listener(ResolvedListener listener) {
    return new PolicyTarget(
        new ObjectRef(Gateway.KIND, listener.gateway()), Optional.of(listener.spec().name()));
  }

  public boolean isGateway() {
    return object.kind().equals(Gateway.KIND);
  }
}
