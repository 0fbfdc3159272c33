package dev.ballast.provider.directory;

import dev.ballast.engine.Change;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.ManifestBook;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.manifest.Turn;
import dev.ballast.provider.FindingLog;
import dev.ballast.world.ObjectRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine's world equal to a tree of manifests.
 *
 * <p>A file that was renamed into place takes effect at once. A file that is written in place takes
 * effect when it was left alone for a moment, since half a file can be good YAML. A file that can
 * no longer be read, and an object that got an error, keep their last good version. What a change
 * costs depends on the files that changed, not on how many there are.
 */
public final class DirectoryProvider implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryProvider.class);

  /** How long a file must be left alone after a write in place. */
  private static final Duration SETTLE = Duration.ofMillis(20);

  private final Path shown;
  private final ManifestFiles files;
  private final Consumer<List<Change>> changes;
  private final ManifestBook book = new ManifestBook();
  private final Duration settle;
  private final ProviderMeters meters;
  private final FolderProblems problems;
  private final TreeWatcher tree;
  private final Thread thread;

  private final FileMemory memory = new FileMemory();
  private final SettlingFiles settling;

  /**
   * @param directory the root of the tree; files are named as this path leads to them
   * @param changes called on one thread at a time, in order: once from {@link #start} with
   *     everything there is, then with what changed
   */
  public DirectoryProvider(
      Path directory, ManifestLoader loader, MeterRegistry registry, Consumer<List<Change>> changes)
      throws IOException {
    this(directory, loader, registry, changes, SETTLE, TreeWatcher::new);
  }

  DirectoryProvider(
      Path directory, ManifestLoader loader, Consumer<List<Change>> changes, Duration settle)
      throws IOException {
    this(directory, loader, new SimpleMeterRegistry(), changes, settle, TreeWatcher::new);
  }

  /** How a tree comes to be watched. */
  @FunctionalInterface
  interface Watching {
    TreeWatcher of(Path root, FolderProblems problems) throws IOException;
  }

  DirectoryProvider(
      Path directory,
      ManifestLoader loader,
      MeterRegistry registry,
      Consumer<List<Change>> changes,
      Duration settle,
      Watching watching)
      throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    this.settle = settle;
    this.settling = new SettlingFiles(settle);
    this.shown = directory;
    this.meters = new ProviderMeters(registry, book);
    this.files = new ManifestFiles(root, directory, loader, meters);
    this.problems = new FolderProblems(files::shown);
    this.changes = changes;
    if (!Files.exists(root)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(directory.toString());
    }
    this.tree = watching.of(root, problems);
    meters.watching(tree);
    this.thread = Thread.ofPlatform().name("ballast-directory").daemon().unstarted(this::watch);
  }

  /**
   * Loads the tree in one batch, then watches it until closed.
   *
   * @throws IOException when the tree cannot be listed or not all of it can be watched
   */
  public void start() throws IOException {
    long begin = System.nanoTime();
    Set<Path> found = tree.scan();
    List<Change> all = deliver(found, begin, true);
    log.info(
        "loaded objects={} files={} ms={} directory={}",
        all.size(),
        found.size(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
        shown);
    thread.start();
  }

  /** What is wrong in the tree now: folders, then by file, in the order of the file. */
  public List<Finding> findings() {
    var all = new ArrayList<>(problems.findings());
    all.addAll(book.findings());
    return List.copyOf(all);
  }

  /** A finding about an object, with the place where the object stands if it has none. */
  public Finding placed(Finding finding) {
    return book.placed(finding);
  }

  /** The file that speaks for an object. */
  public Optional<String> fileOf(ObjectRef object) {
    return book.fileOf(object);
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
        List<FileEvent> events = tree.await(settling.untilNext(System.nanoTime()));
        try {
          heard(events, System.nanoTime());
        } catch (RuntimeException e) {
          log.error("bug: following the folder broke on one of {}", events, e);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      log.debug("stopped watching {}", shown);
    }
  }

  private void heard(List<FileEvent> events, long now) {
    var due = new TreeSet<Path>();
    events.forEach(event -> note(event, now, due));
    settling.takeDue(now, due);
    if (!due.isEmpty()) {
      List<Change> news = deliver(due, now, false);
      log.debug("read files={} changed={}", due.size(), news.size());
    }
  }

  private void note(FileEvent event, long now, Set<Path> due) {
    switch (event) {
      case FileEvent.Appeared(var file, var movedFromTemporary) -> {
        Optional<FileFace> face = FileFace.of(file);
        Optional<Path> before = face.flatMap(seen -> movedFrom(seen, file));
        if (movedFromTemporary || before.isPresent() || isComplete(file, face)) {
          // Both names of a moved file in one step: its objects never vanish in between.
          before.ifPresent(name -> atOnce(name, due));
          atOnce(file, due);
        } else {
          settle(file, now, due);
        }
      }
      case FileEvent.Found(var file) -> {
        Optional<FileFace> face = FileFace.of(file);
        if (face.filter(seen -> memory.isUntouched(file, seen)).isEmpty()) {
          note(new FileEvent.Appeared(file, false), now, due);
        }
      }
      case FileEvent.Touched(var file) -> settle(file, now, due);
      case FileEvent.Gone(var file) -> {
        memory.vanished(file);
        // Editors take a file away and put it back, so wait as for a write; but not when it is
        // known to stand elsewhere now.
        if (!due.contains(file)) {
          settle(file, now, due);
        }
      }
    }
  }

  private void atOnce(Path file, Set<Path> due) {
    settling.forget(file);
    due.add(file);
  }

  private void settle(Path file, long now, Set<Path> due) {
    due.remove(file);
    settling.touched(file, now);
  }

  private boolean isComplete(Path file, Optional<FileFace> face) {
    return face.filter(
            seen -> memory.isReplacedBy(file, seen) || seen.isAtRest(Instant.now(), settle))
        .isPresent();
  }

  private Optional<Path> movedFrom(FileFace face, Path file) {
    return memory.homeOf(face).filter(before -> !before.equals(file) && !Files.exists(before));
  }

  /** Reads files and hands on what that changes. The engine hears first, then the log. */
  private List<Change> deliver(Collection<Path> paths, long since, boolean evenNothing) {
    var touched = new TreeSet<ObjectRef>();
    var findings = new ArrayList<Finding>();
    var cured = new ArrayList<String>();
    List<ManifestFiles.Reading> readings = files.read(paths);
    // What a moved file says under its new name comes before the old name goes.
    for (boolean present : new boolean[] {true, false}) {
      for (ManifestFiles.Reading reading : readings) {
        if (reading.page().isPresent() == present) {
          Turn turn = enter(reading);
          touched.addAll(turn.objects());
          findings.addAll(turn.news());
          if (turn.cured()) {
            cured.add(files.nameOf(reading.path()));
          }
        }
      }
    }
    List<Change> news = touched.stream().map(this::change).toList();
    if (evenNothing || !news.isEmpty()) {
      changes.accept(news);
      if (!evenNothing) { // the start has another measure
        meters.submitted(System.nanoTime() - since);
      }
      meters.bindKinds();
    }
    // A move within the batch says for a moment that an object stands in two files.
    FindingLog.say(findings.stream().filter(book::says).toList());
    cured.forEach(file -> log.info("cured file={}", file));
    return news;
  }

  private Change change(ObjectRef ref) {
    return book.object(ref).<Change>map(Change.Put::new).orElseGet(() -> new Change.Delete(ref));
  }

  private Turn enter(ManifestFiles.Reading reading) {
    Path path = reading.path();
    if (reading.page().isEmpty()) {
      memory.forget(path);
      return book.remove(files.nameOf(path));
    }
    reading.face().ifPresent(face -> memory.remember(path, face, reading.at()));
    return book.put(reading.page().get());
  }
}
