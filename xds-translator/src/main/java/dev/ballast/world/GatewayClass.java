package dev.ballast.world;

/** A class of Gateways and who serves it. */
public record GatewayClass(Metadata metadata, String controllerName) implements WorldObject {
  public static final String KIND = "GatewayClass";

  @Override
  public String kind() {
    return KIND;
  }
}
