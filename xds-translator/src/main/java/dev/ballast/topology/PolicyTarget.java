package dev.ballast.topology;

import dev.ballast.world.Gateway;
import dev.ballast.world.ObjectId;
import dev.ballast.world.ObjectRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  // As ObjectId: the key of large maps.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PolicyTarget(var otherObject, var otherSection)
            && object.equals(otherObject)
            && section.equals(otherSection));
  }

  @Override
  public int hashCode() {
    return 31 * object.hashCode() + section.hashCode();
  }
}
