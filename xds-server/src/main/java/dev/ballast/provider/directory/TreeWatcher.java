package dev.ballast.provider.directory;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import dev.ballast.finding.Finding;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a tree for manifests: folders that come later too, and what symbolic links lead through.
 * Used by one thread only.
 *
 * <p>The operating system watches folders, not trees and not links. So each folder is registered on
 * its own; a folder that appears is walked, since files may have been in it before it was watched;
 * and when a link or a hidden entry appears (a mounted ConfigMap turns {@code ..data}), its whole
 * folder is looked at again. A link has the folders of all names it leads through watched too, and
 * so has the root, which may be replaced as a whole.
 */
final class TreeWatcher implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(TreeWatcher.class);
  private static final int DEPTH = 32;

  private final Path root;
  private final WatchService service;
  private final WatchedFolders folders;
  private final FolderProblems problems;
  private final AtomicLong overflows = new AtomicLong();

  /**
   * @param root absolute
   */
  TreeWatcher(Path root, FolderProblems problems) throws IOException {
    this(root, problems, root.getFileSystem().newWatchService());
  }

  private TreeWatcher(Path root, FolderProblems problems, WatchService service) {
    this(root, problems, service, FolderWatch.by(service));
  }

  TreeWatcher(Path root, FolderProblems problems, WatchService service, FolderWatch watch) {
    this.root = root;
    this.problems = problems;
    this.service = service;
    this.folders = new WatchedFolders(watch);
  }

  /**
   * Starts to watch and returns the manifests that are there, sorted by path.
   *
   * @throws IOException when the root cannot be listed, or a folder cannot be watched
   */
  Set<Path> scan() throws IOException {
    follow(root, PathHops.all(root));
    var unseen = new TreeSet<Path>();
    Set<Path> found = walk(root, unseen);
    found.forEach(folders::add);
    if (unseen.contains(root)) {
      throw new AccessDeniedException(root.toString());
    }
    Optional<Finding> unwatched = problems.firstUnwatched();
    if (unwatched.isPresent()) {
      throw new IOException(unwatched.get().sentence() + "; " + unwatched.get().hint());
    }
    return found;
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
    var overflowed = new TreeSet<Path>();
    for (WatchKey key = first; key != null; key = service.poll()) {
      read(key, events, overflowed);
      if (!key.reset()) {
        folders.lost(key);
      }
    }
    lookAgain(overflowed, events);
    return events;
  }

  /** How often a folder was looked through because the operating system lost count. */
  long overflows() {
    return overflows.get();
  }

  /** The folders that are watched now. */
  Set<Path> watched() {
    return folders.watched();
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void read(WatchKey key, List<FileEvent> out, Set<Path> overflowed) {
    Set<Path> paths = folders.pathsOf(key);
    boolean temporaryVanished = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == OVERFLOW) {
        overflowed.addAll(paths);
      } else if (event.context() instanceof Path name) {
        for (Path folder : paths) {
          heard(folder, name, event.kind(), temporaryVanished, out);
        }
        temporaryVanished = event.kind() == ENTRY_DELETE && !ManifestNames.isManifest(name);
      }
    }
  }

  private void heard(
      Path folder,
      Path name,
      WatchEvent.Kind<?> kind,
      boolean temporaryVanished,
      List<FileEvent> out) {
    Path path = folder.resolve(name);
    Collection<Path> links = folders.linksThrough(path);
    if (links.contains(root)) {
      rootTurned(kind, out);
      return;
    }
    if (path.startsWith(root)) {
      entry(path, kind, temporaryVanished, out);
    }
    for (Path link : links) {
      if (!link.equals(path)) {
        entry(link, kind, temporaryVanished, out);
      }
    }
  }

  private void entry(
      Path path, WatchEvent.Kind<?> kind, boolean temporaryVanished, List<FileEvent> out) {
    if (kind == ENTRY_DELETE) {
      gone(path, out);
    } else if (kind == ENTRY_MODIFY) {
      modified(path, out);
    } else {
      appeared(path, temporaryVanished, out);
    }
  }

  private void modified(Path path, List<FileEvent> out) {
    if (ManifestNames.isManifest(path) && !Files.isDirectory(path)) {
      folders.add(path);
      out.add(new FileEvent.Touched(path));
    } else if (problems.isAbout(path)) {
      rescan(path, out); // perhaps its rights were corrected
    }
  }

  private void appeared(Path path, boolean temporaryVanished, List<FileEvent> out) {
    boolean hidden = ManifestNames.isHidden(path) && !path.equals(root);
    if (!hidden && Files.isDirectory(path)) {
      folders.unwatch(path);
      rescan(path, out);
    } else if (ManifestNames.isManifest(path)) {
      follow(path);
      folders.add(path);
      out.add(new FileEvent.Appeared(path, temporaryVanished));
    } else if (Files.isSymbolicLink(path)) {
      // Other links may lead through this one; their targets are other files now.
      rescan(WatchedFolders.parentOf(path), out);
    }
  }

  private void gone(Path path, List<FileEvent> out) {
    unfollowIfGone(path);
    if (folders.isFolder(path)) {
      folders.unwatch(path);
      problems.solvedBelow(path);
      folders.filesBelow(path).forEach(file -> fileGone(file, out));
    } else {
      fileGone(path, out);
    }
  }

  private void fileGone(Path file, List<FileEvent> out) {
    unfollowIfGone(file);
    if (folders.remove(file)) {
      out.add(new FileEvent.Gone(file));
    }
  }

  /** A link that dangles is followed still, since it may find its target again. */
  private void unfollowIfGone(Path path) {
    if (folders.follows(path) && !Files.isSymbolicLink(path)) {
      folders.unfollow(path);
    }
  }

  /** The root, or a folder above it, was replaced, moved away or is back. */
  private void rootTurned(WatchEvent.Kind<?> kind, List<FileEvent> out) {
    if (kind == ENTRY_MODIFY && Files.isDirectory(root)) {
      return; // an entry or a right in it changed; that is told by its own key
    }
    folders.unwatch(root);
    if (Files.isDirectory(root)) {
      follow(root, PathHops.all(root));
      problems.solvedBelow(root);
      rescan(root, out);
    } else {
      // Not a wish to withdraw everything: an unmounted volume looks the same.
      follow(root, PathHops.all(root));
      problems.missing(root);
    }
  }

  private void lookAgain(Set<Path> overflowed, List<FileEvent> out) {
    for (Path folder : overflowed) {
      for (Path link : folders.linksInto(folder)) {
        if (link.equals(root)) {
          rootTurned(ENTRY_CREATE, out);
        } else {
          entry(link, ENTRY_CREATE, false, out);
        }
      }
      boolean isBelowAnother =
          overflowed.stream().anyMatch(f -> !f.equals(folder) && folder.startsWith(f));
      if (folders.isFolder(folder) && !isBelowAnother) {
        overflows.incrementAndGet();
        log.info("looked again, since too much happened at once folder={}", folder);
        rescan(folder, out);
      }
    }
  }

  /** Says again what is in a folder, and what is no longer. */
  private void rescan(Path folder, List<FileEvent> out) {
    var unseen = new TreeSet<Path>();
    Set<Path> found = walk(folder, unseen);
    for (Path file : folders.filesBelow(folder)) {
      if (!found.contains(file) && unseen.stream().noneMatch(file::startsWith)) {
        fileGone(file, out);
      }
    }
    for (Path file : found) {
      folders.add(file);
      out.add(new FileEvent.Found(file));
    }
  }

  /**
   * Registers each folder before it is listed, so that nothing falls between the two.
   *
   * @param unseen gets the folders that cannot be listed
   */
  private Set<Path> walk(Path start, Set<Path> unseen) {
    var found = new TreeSet<Path>();
    try {
      Files.walkFileTree(
          start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new Walk(start, found, unseen));
    } catch (IOException e) {
      unseen.add(start);
      problems.unreadable(start, e);
    }
    return found;
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Set<Path> found;
    private final Set<Path> unseen;

    Walk(Path start, Set<Path> found, Set<Path> unseen) {
      this.start = start;
      this.found = found;
      this.unseen = unseen;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(start) && ManifestNames.isHidden(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      problems.solved(folder);
      if (!folder.equals(root)) {
        follow(folder);
      }
      try {
        folders.watch(folder);
      } catch (IOException e) {
        problems.unwatched(folder, e);
      }
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
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      // What is gone meanwhile, and links in a circle, are nothing to complain about.
      if (Files.isDirectory(file) && !(problem instanceof FileSystemLoopException)) {
        unseen.add(file);
        problems.unreadable(file, problem);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
      if (problem != null) {
        unseen.add(folder);
        problems.unreadable(folder, problem);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void follow(Path path) {
    if (Files.isSymbolicLink(path)) {
      follow(path, PathHops.links(path));
    } else {
      folders.unfollow(path);
    }
  }

  private void follow(Path path, List<Path> hops) {
    try {
      folders.follow(path, hops);
    } catch (IOException e) {
      problems.unwatched(path, e);
    }
  }
}
