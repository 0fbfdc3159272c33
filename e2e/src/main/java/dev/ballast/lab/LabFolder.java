package dev.ballast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that lives as long as one lab. Its lock is held by this process, so a later one can tell
 * which folders were left by processes that were killed, and clears them away.
 */
final class LabFolder implements AutoCloseable {
  /**
   * Those of this process. It must not even open their locks a second time: closing a file gives up
   * all locks that the process has on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private LabFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  static LabFolder create() {
    try {
      // Short, because names of sockets in it have at most 107 bytes.
      Path base =
          Files.createDirectories(
              Path.of(System.getProperty("java.io.tmpdir"))
                  .resolve("ballast-lab-" + System.getProperty("user.name")));
      clearAbandoned(base);
      Path path = Files.createTempDirectory(base, "");
      OURS.add(path);
      var channel = open(path);
      return new LabFolder(path, channel, channel.lock());
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the lab: " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void clearAbandoned(Path base) throws IOException {
    List<Path> folders;
    try (var list = Files.list(base)) {
      folders =
          list.filter(folder -> !OURS.contains(folder))
              .filter(folder -> Files.exists(folder.resolve("lock")))
              .toList();
    }
    for (Path folder : folders) {
      try (var channel = open(folder);
          FileLock free = channel.tryLock()) {
        if (free != null) {
          delete(folder);
        }
      } catch (NoSuchFileException | UncheckedIOException skipped) {
        // Another process is clearing it, too.
      }
    }
  }

  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return; // the lab itself cleared it away when it ended
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    try {
      delete(path);
      lock.release();
      channel.close();
      OURS.remove(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the lab's folder " + path + " cannot be removed", e);
    }
  }
}
