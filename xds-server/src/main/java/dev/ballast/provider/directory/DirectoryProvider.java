package dev.ballast.provider.directory;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.ManifestBook;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.world.ObjectRef;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine's world equal to a tree of manifests.
 *
 * <p>A file that was renamed into place takes effect at once. A file that is written in place takes
 * effect when it was left alone for a moment, since half a file can be good YAML. A file that can
 * no longer be read, and an object that got an error, keep their last good version.
 */
public final class DirectoryProvider implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryProvider.class);

  /** How long a file must be left alone after a write in place. */
  private static final Duration SETTLE = Duration.ofMillis(20);

  /** Files whose trees are in memory at the same time, while many are read. */
  private static final int AT_ONCE = 256;

  private final Path shown;
  private final Path root;
  private final ManifestFiles files;
  private final Consumer<List<Change>> changes;
  private final ManifestBook book = new ManifestBook();
  private final Duration settle;
  private final TreeWatcher tree;
  private final Thread thread;

  private final Map<Path, Object> identities = new HashMap<>();
  private final Map<Object, Path> homes = new HashMap<>();
  private final Set<Path> vanished = new HashSet<>();
  private final Map<Path, Long> settling = new HashMap<>();
  private volatile List<Finding> findings = List.of();

  /**
   * @param directory the root of the tree; files are named as this path leads to them
   * @param changes called on one thread at a time, in order: once from {@link #start} with
   *     everything there is, then with what changed
   */
  public DirectoryProvider(Path directory, ManifestLoader loader, Consumer<List<Change>> changes)
      throws IOException {
    this(directory, loader, changes, SETTLE);
  }

  DirectoryProvider(
      Path directory, ManifestLoader loader, Consumer<List<Change>> changes, Duration settle)
      throws IOException {
    this.settle = settle;
    this.shown = directory;
    this.root = directory.toAbsolutePath().normalize();
    this.files = new ManifestFiles(root, directory, loader);
    this.changes = changes;
    if (!Files.exists(root)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(directory.toString());
    }
    this.tree = new TreeWatcher(root);
    this.thread = Thread.ofPlatform().name("ballast-directory").daemon().unstarted(this::watch);
  }

  /** Loads the tree in one batch, then watches it until closed. */
  public void start() throws IOException {
    long begin = System.nanoTime();
    Set<Path> found = tree.scan();
    List<Change> all = deliver(found, true);
    log.info(
        "loaded {} objects from {} files in {} ms directory={}",
        all.size(),
        found.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
        shown);
    thread.start();
  }

  /** What is wrong in the tree now, by file, then in the order of the file. */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public void close() {
    try {
      tree.close();
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (IOException e) {
      log.warn("cannot stop watching {}: {}", shown, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (true) {
        List<FileEvent> events = tree.await(patience());
        var due = new TreeSet<Path>();
        events.forEach(event -> note(event, due));
        takeSettled(due);
        if (!due.isEmpty()) {
          apply(due);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      log.debug("stopped watching {}", shown);
    }
  }

  private void apply(Set<Path> due) {
    try {
      List<Change> news = deliver(due, false);
      if (!news.isEmpty()) {
        log.info("changed {} objects in {} files", news.size(), due.size());
      }
    } catch (RuntimeException e) {
      log.error("bug: reading broke on one of {}", due, e);
    }
  }

  private @Nullable Duration patience() {
    return settling.values().stream()
        .map(deadline -> Duration.ofNanos(deadline - System.nanoTime()))
        .min(Duration::compareTo)
        .orElse(null);
  }

  private void note(FileEvent event, Set<Path> due) {
    switch (event) {
      case FileEvent.Appeared(var file, var movedFromTemporary) -> {
        Optional<Path> before = renamedFrom(file);
        if (movedFromTemporary || before.isPresent() || isComplete(file)) {
          // Both names of a moved file in one step: its objects never vanish in between.
          before.ifPresent(name -> atOnce(name, due));
          atOnce(file, due);
        } else {
          settle(file, due);
        }
      }
      case FileEvent.Touched(var file) -> settle(file, due);
      case FileEvent.Gone(var file) -> {
        vanished.add(file);
        // Editors take a file away and put it back, so wait as for a write; but not when it is
        // known to stand elsewhere now.
        if (!due.contains(file)) {
          settle(file, due);
        }
      }
    }
  }

  private void atOnce(Path file, Set<Path> due) {
    settling.remove(file);
    due.add(file);
  }

  private void settle(Path file, Set<Path> due) {
    due.remove(file);
    settling.put(file, System.nanoTime() + settle.toNanos());
  }

  private void takeSettled(Set<Path> due) {
    long now = System.nanoTime();
    settling
        .entrySet()
        .removeIf(
            entry -> {
              boolean settled = entry.getValue() - now <= 0;
              if (settled) {
                due.add(entry.getKey());
              }
              return settled;
            });
  }

  private boolean isComplete(Path file) {
    return FileFace.of(file)
        .filter(
            face -> {
              Object before = identities.get(file);
              boolean replaced =
                  before != null && !before.equals(face.identity()) && !vanished.contains(file);
              return replaced || face.isAtRest(Instant.now(), settle);
            })
        .isPresent();
  }

  private Optional<Path> renamedFrom(Path file) {
    return FileFace.of(file)
        .map(face -> homes.get(face.identity()))
        .filter(before -> !before.equals(file) && !Files.exists(before));
  }

  /** Reads files and hands on what that changes. The engine hears first, then the log. */
  private List<Change> deliver(Collection<Path> paths, boolean evenNothing) {
    var touched = new TreeSet<ObjectRef>();
    var queue = List.copyOf(paths);
    for (int from = 0; from < queue.size(); from += AT_ONCE) {
      var some = queue.subList(from, Math.min(queue.size(), from + AT_ONCE));
      some.parallelStream().map(files::read).toList().forEach(file -> enter(file, touched));
    }
    var news = new ArrayList<Change>();
    for (ObjectRef ref : touched) {
      news.add(
          book.object(ref).<Change>map(Change.Put::new).orElseGet(() -> new Change.Delete(ref)));
    }
    var before = new HashSet<>(findings);
    findings = book.findings();
    if (evenNothing || !news.isEmpty()) {
      changes.accept(news);
    }
    findings.stream().filter(finding -> !before.contains(finding)).forEach(FindingLog::say);
    return news;
  }

  private void enter(ManifestFiles.Outcome outcome, Set<ObjectRef> touched) {
    forget(outcome.path());
    if (outcome.loaded().isPresent()) {
      outcome.face().ifPresent(face -> remember(outcome.path(), face));
      touched.addAll(book.put(outcome.loaded().get()));
    } else {
      touched.addAll(book.remove(files.nameOf(outcome.path())));
    }
  }

  private void forget(Path file) {
    Object identity = identities.remove(file);
    if (identity != null) {
      homes.remove(identity, file);
    }
    vanished.remove(file);
  }

  private void remember(Path file, FileFace face) {
    identities.put(file, face.identity());
    homes.put(face.identity(), file);
  }
}
