package dev.ballast.world;

/**
 * An object of the Gateway API or of the peer's API that nothing here acts on yet. Kept so that its
 * owner hears about it.
 */
public record UnsupportedObject(Metadata metadata, String group, String kind)
    implements WorldObject {}
