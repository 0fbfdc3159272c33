package dev.ballast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A new folder for a run. It goes when the run is over and when the run is stopped; it stays when
 * something was wrong, for whoever wants to know why.
 */
public final class BenchFolder implements AutoCloseable {
  private static final int TRIES = 5;

  private final Path path;
  private final Thread atExit;
  private volatile boolean isInterrupted;
  private boolean isKept;

  private BenchFolder(Path path) {
    this.path = path;
    this.atExit = new Thread(this::interrupted, "delete-bench-folder");
  }

  public static BenchFolder create() throws IOException {
    var folder = new BenchFolder(Files.createTempDirectory("ballast-bench-"));
    Files.createDirectories(folder.path.resolve("objects"));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  public Path path() {
    return path;
  }

  /** Whether this JVM is ending while the run is not over. */
  public boolean isInterrupted() {
    return isInterrupted;
  }

  /** Leaves it where it is. */
  public void keep() {
    isKept = true;
  }

  @Override
  public void close() throws IOException {
    if (isInterrupted) {
      return;
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    if (!isKept) {
      delete();
    }
  }

  private void interrupted() {
    isInterrupted = true;
    // What still runs for a moment may still write.
    boolean isGone = false;
    for (int tries = 0; tries < TRIES && !isGone; tries++) {
      isGone = tryToDelete();
    }
  }

  private boolean tryToDelete() {
    try {
      delete();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
