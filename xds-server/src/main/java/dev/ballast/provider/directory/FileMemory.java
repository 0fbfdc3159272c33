package dev.ballast.provider.directory;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How each file looked when it was read last, to tell replaced, moved and untouched files apart.
 */
final class FileMemory {
  private record Look(FileFace face, Instant at) {}

  private final Map<Path, Look> looks = new HashMap<>();
  private final Map<Object, Path> homes = new HashMap<>();
  private final Set<Path> vanished = new HashSet<>();

  void remember(Path file, FileFace face, Instant at) {
    forget(file);
    looks.put(file, new Look(face, at));
    homes.put(face.identity(), file);
  }

  void forget(Path file) {
    Look look = looks.remove(file);
    if (look != null) {
      homes.remove(look.face().identity(), file);
    }
    vanished.remove(file);
  }

  /** The name was taken away; whatever comes under it was not moved over the old file. */
  void vanished(Path file) {
    vanished.add(file);
  }

  /** Whether another file took the place of the one that was read. */
  boolean isReplacedBy(Path file, FileFace now) {
    Look before = looks.get(file);
    return before != null
        && !before.face().identity().equals(now.identity())
        && !vanished.contains(file);
  }

  /** Whether reading it again would tell nothing new. */
  boolean isUntouched(Path file, FileFace now) {
    Look before = looks.get(file);
    return before != null && before.face().equals(now) && now.tellsAllSince(before.at());
  }

  /** The name under which this file was read before. */
  Optional<Path> homeOf(FileFace now) {
    return Optional.ofNullable(homes.get(now.identity()));
  }
}
