package dev.ballast.world;

/** A namespace, for its labels. */
public record Namespace(Metadata metadata) implements WorldObject {
  public static final String KIND = "Namespace";

  @Override
  public String kind() {
    return KIND;
  }
}
