package dev.ballast.server;

import dev.ballast.finding.Finding;
import dev.ballast.world.ObjectRef;
import java.util.List;
import java.util.Optional;

/** What a provider tells beside its changes. Asked from any thread. */
public interface ObjectSource {
  /** What is wrong now with what it reads. */
  List<Finding> findings();

  /** A finding about an object, with the place where the object stands if that is known. */
  default Finding placed(Finding finding) {
    return finding;
  }

  /** The file that speaks for an object. */
  default Optional<String> fileOf(ObjectRef object) {
    return Optional.empty();
  }
}
