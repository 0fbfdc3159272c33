package dev.ballast.provider.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What can be told of a file without reading it.
 *
 * @param identity the same for a file that was renamed, another one for a file that took its name
 * @param written when its content changed last
 * @param changed when its content, name or rights changed last; empty where the file system does
 *     not say
 */
record FileFace(Object identity, Instant written, Optional<Instant> changed) {
  static Optional<FileFace> of(Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      return Optional.of(
          new FileFace(
              key == null ? file : key, attributes.lastModifiedTime().toInstant(), changed(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether nobody seems to be writing: the last write is a while ago, or the file got its name or
   * its rights after it, which is how a finished file is put in place.
   */
  boolean isAtRest(Instant now, Duration settle) {
    return written.plus(settle).isBefore(now) || changed.filter(written::isBefore).isPresent();
  }

  private static Optional<Instant> changed(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ctime") instanceof FileTime time
          ? Optional.of(time.toInstant())
          : Optional.empty();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
