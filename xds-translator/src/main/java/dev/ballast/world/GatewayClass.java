package dev.ballast.world;

/**
 * A class of Gateways and who serves it.
 *
 * @param hasParameters whether {@code spec.parametersRef} is set
 */
public record GatewayClass(Metadata metadata, String controllerName, boolean hasParameters)
    implements WorldObject {
  public static final String KIND = "GatewayClass";

  @Override
  public String kind() {
    return KIND;
  }
}
