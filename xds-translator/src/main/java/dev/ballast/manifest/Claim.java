package dev.ballast.manifest;

import dev.ballast.source.Span;
import dev.ballast.world.WorldObject;
import dev.ballast.world.WorldReader;
import java.util.Optional;

/**
 * What a file says of an object.
 *
 * @param refused whether it has errors, so that it cannot count
 * @param object empty as well for kinds that do not matter for traffic
 * @param span where the object stands in the file
 */
record Claim(String file, boolean refused, Optional<WorldObject> object, Span span) {
  static Claim of(String file, LoadedObject loaded) {
    return new Claim(
        file,
        !loaded.isAccepted(),
        loaded.isAccepted() ? WorldReader.read(loaded.root()) : Optional.empty(),
        loaded.root().span());
  }
}
