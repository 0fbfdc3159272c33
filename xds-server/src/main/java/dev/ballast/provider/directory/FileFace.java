package dev.ballast.provider.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What can be told of a file without reading it.
 *
 * @param identity the same for a file that was renamed, another one for a file that took its name
 * @param isFile false for folders, pipes and devices
 * @param size in bytes
 * @param written when its content changed last
 * @param changed when its content, name or rights changed last; empty where the file system does
 *     not say
 */
record FileFace(
    Object identity, boolean isFile, long size, Instant written, Optional<Instant> changed) {
  /** Clocks of file systems are coarse: two writes within this time may carry the same stamp. */
  private static final Duration COARSE = Duration.ofSeconds(2);

  static Optional<FileFace> of(Path file) {
    try {
      return Optional.of(onUnix(file));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return elsewhere(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One look tells everything there. */
  private static FileFace onUnix(Path file) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(file, "unix:fileKey,isRegularFile,size,lastModifiedTime,ctime");
    if (!(seen.get("lastModifiedTime") instanceof FileTime written)
        || !(seen.get("ctime") instanceof FileTime changed)
        || !(seen.get("isRegularFile") instanceof Boolean isFile)
        || !(seen.get("size") instanceof Long size)) {
      throw new UnsupportedOperationException("the file system tells too little");
    }
    Object key = seen.get("fileKey");
    return new FileFace(
        key == null ? file : key,
        isFile,
        size,
        written.toInstant(),
        Optional.of(changed.toInstant()));
  }

  private static Optional<FileFace> elsewhere(Path file) {
    try {
      var seen = Files.readAttributes(file, BasicFileAttributes.class);
      Object key = seen.fileKey();
      return Optional.of(
          new FileFace(
              key == null ? file : key,
              seen.isRegularFile(),
              seen.size(),
              seen.lastModifiedTime().toInstant(),
              Optional.empty()));
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

  /**
   * Whether what was read at that time would be read again now, told by this face at both times.
   */
  boolean tellsAllSince(Instant read) {
    return changed.orElse(written).plus(COARSE).isBefore(read);
  }
}
