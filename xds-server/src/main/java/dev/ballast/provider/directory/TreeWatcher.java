package dev.ballast.provider.directory;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a tree for manifests: folders that come later too, and what symbolic links point at. Used
 * by one thread only.
 *
 * <p>The operating system watches folders, not trees and not links. So each folder is registered on
 * its own; a folder that appears is walked, since files may have been in it before it was watched;
 * and when a link or a hidden entry appears (a mounted ConfigMap turns {@code ..data}), its whole
 * folder is looked at again. A link to a file elsewhere has the folder of its target watched too.
 */
final class TreeWatcher implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(TreeWatcher.class);
  private static final int DEPTH = 32;

  private final Path root;
  private final WatchService service;
  // One folder can be reached by several paths (a link into the tree), yet has one key.
  private final Map<WatchKey, Set<Path>> folders = new HashMap<>();
  private final Map<Path, Set<Path>> linksByTarget = new HashMap<>();
  private final Set<Path> known = new TreeSet<>();

  /**
   * @param root absolute
   */
  TreeWatcher(Path root) throws IOException {
    this.root = root;
    this.service = root.getFileSystem().newWatchService();
  }

  /** Starts to watch and returns the manifests that are there, sorted by path. */
  Set<Path> scan() throws IOException {
    // The folder above sees when the root itself is replaced or made anew.
    register(parentOf(root));
    known.addAll(walk(root));
    return new TreeSet<>(known);
  }

  /**
   * Waits for news; empty when the time is over first.
   *
   * @param patience how long to wait; null means for ever
   */
  List<FileEvent> await(@Nullable Duration patience) throws InterruptedException {
    WatchKey first =
        patience == null
            ? service.take()
            : service.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    var events = new ArrayList<FileEvent>();
    for (WatchKey key = first; key != null; key = service.poll()) {
      read(key, events);
      if (!key.reset()) {
        folders.remove(key);
      }
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void read(WatchKey key, List<FileEvent> out) {
    Set<Path> paths = Set.copyOf(folders.getOrDefault(key, Set.of()));
    boolean temporaryVanished = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == OVERFLOW) {
        log.warn("too many file events at once; looking at the whole tree again: {}", root);
        rescan(root, out);
        continue;
      }
      if (!(event.context() instanceof Path name)) {
        continue;
      }
      for (Path folder : paths) {
        Path path = folder.resolve(name);
        if (path.startsWith(root)) {
          entry(path, event.kind(), temporaryVanished, out);
        }
        for (Path link : linksByTarget.getOrDefault(path, Set.of())) {
          entry(link, event.kind(), temporaryVanished, out);
        }
      }
      temporaryVanished = event.kind() == ENTRY_DELETE && !ManifestNames.isManifest(name);
    }
  }

  private void entry(
      Path path, WatchEvent.Kind<?> kind, boolean temporaryVanished, List<FileEvent> out) {
    if (kind == ENTRY_DELETE) {
      gone(path, out);
    } else if (kind == ENTRY_MODIFY) {
      if (ManifestNames.isManifest(path) && !Files.isDirectory(path)) {
        known.add(path);
        out.add(new FileEvent.Touched(path));
      }
    } else {
      appeared(path, temporaryVanished, out);
    }
  }

  private void appeared(Path path, boolean temporaryVanished, List<FileEvent> out) {
    boolean hidden = ManifestNames.isHidden(path) && !path.equals(root);
    if (!hidden && Files.isDirectory(path)) {
      unregister(path);
      rescan(path, out);
    } else if (ManifestNames.isManifest(path)) {
      follow(path);
      known.add(path);
      out.add(new FileEvent.Appeared(path, temporaryVanished));
    } else if (Files.isSymbolicLink(path)) {
      rescan(parentOf(path), out); // Other links may lead through this one.
    }
  }

  private void gone(Path path, List<FileEvent> out) {
    if (known.remove(path)) {
      out.add(new FileEvent.Gone(path));
      return;
    }
    unregister(path);
    known.removeIf(
        file -> {
          boolean below = file.startsWith(path);
          if (below) {
            out.add(new FileEvent.Gone(file));
          }
          return below;
        });
  }

  /** Says again what is in a folder, and what is no longer. */
  private void rescan(Path folder, List<FileEvent> out) {
    Set<Path> found;
    try {
      found = walk(folder);
    } catch (IOException e) {
      log.warn("cannot look into {}: {}", folder, e.toString());
      found = Set.of();
    }
    for (Path file : List.copyOf(known)) {
      if (file.startsWith(folder) && !found.contains(file)) {
        known.remove(file);
        out.add(new FileEvent.Gone(file));
      }
    }
    for (Path file : found) {
      known.add(file);
      out.add(new FileEvent.Appeared(file, false));
    }
  }

  /** Registers each folder before it is listed, so that nothing falls between the two. */
  private Set<Path> walk(Path start) throws IOException {
    var found = new TreeSet<Path>();
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (!folder.equals(start) && ManifestNames.isHidden(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            register(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && ManifestNames.isManifest(file)) {
              follow(file);
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException problem)
              throws IOException {
            if (file.equals(start)) {
              throw problem;
            }
            log.warn("cannot look at {}: {}", file, problem.toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private void register(Path folder) throws IOException {
    WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
    folders.computeIfAbsent(key, unused -> new HashSet<>()).add(folder);
  }

  private void unregister(Path folder) {
    folders
        .entrySet()
        .removeIf(
            entry -> {
              boolean watched = entry.getValue().removeIf(path -> path.startsWith(folder));
              boolean unused = watched && entry.getValue().isEmpty();
              if (unused) {
                entry.getKey().cancel();
              }
              return unused;
            });
  }

  private void follow(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return;
    }
    targetOf(file)
        .ifPresent(
            target -> {
              linksByTarget.values().forEach(links -> links.remove(file));
              linksByTarget.computeIfAbsent(target, unused -> new HashSet<>()).add(file);
              try {
                register(parentOf(target));
              } catch (IOException e) {
                log.warn("cannot watch the target of {}: {}", file, e.toString());
              }
            });
  }

  private static Optional<Path> targetOf(Path link) {
    try {
      return Optional.of(link.toRealPath());
    } catch (IOException e) {
      return Optional.empty(); // The link dangles: it is no file now, and turning it is an event.
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
