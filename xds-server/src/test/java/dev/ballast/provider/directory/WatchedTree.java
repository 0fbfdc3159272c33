package dev.ballast.provider.directory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.ballast.engine.Change;
import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.source.JsonWriter;
import dev.ballast.source.Node;
import dev.ballast.verdict.Judged;
import dev.ballast.verdict.ObjectJudge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/**
 * A folder that a provider watches. {@link #NEVER} as the time to settle shows that something takes
 * effect at once; {@link #SOON} is what users have. Objects are Services whose label "v" tells
 * versions apart.
 */
abstract class WatchedTree {
  static final Duration NEVER = Duration.ofHours(1);
  static final Duration SOON = Duration.ofMillis(20);

  final Path outside;
  final Path root;
  final Seen seen = new Seen();
  private final AutoCloseable[] running = {() -> {}};

  WatchedTree(Path outside, Path root) {
    this.outside = outside;
    this.root = root;
  }

  @AfterEach
  void stop() throws Exception {
    running[0].close();
  }

  DirectoryProvider start(
      Path directory,
      Duration settle,
      Consumer<List<Change>> changes,
      DirectoryProvider.Watching watching)
      throws IOException {
    var provider =
        new DirectoryProvider(
            directory,
            new ManifestLoader(WatchedTree::judge),
            new SimpleMeterRegistry(),
            changes,
            settle,
            watching);
    running[0] = provider;
    provider.start();
    return provider;
  }

  DirectoryProvider start(Duration settle) throws IOException {
    return start(root, settle);
  }

  DirectoryProvider start(Path directory, Duration settle) throws IOException {
    return start(directory, settle, seen, TreeWatcher::new);
  }

  /** Refuses what is labelled so, too. */
  private static Judged judge(Node root) {
    Judged judged = ObjectJudge.judge(root);
    return JsonWriter.text(root).contains("\"refused\"")
        ? new Judged(
            judged.subject(),
            judged.defaulted(),
            List.of(
                Finding.error(
                    "refused", FieldPath.of("metadata", "labels", "v"), "this is refused", "")))
        : judged;
  }

  void rename(String name, String content) throws IOException {
    rename(root, name, content);
  }

  /** Puts a finished file in place, as careful tools do. */
  static void rename(Path folder, String name, String content) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    Files.writeString(temporary, content);
    // The file system's clock is too coarse to tell that the move came after the writing.
    Files.setLastModifiedTime(temporary, FileTime.from(Instant.now().minusSeconds(1)));
    Files.move(temporary, target, ATOMIC_MOVE);
  }

  static String service(String name, String version) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: %s
      labels: {v: "%s"}
    """
        .formatted(name, version);
  }

  static String asJson(String name, String version) {
    return """
    {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s", "labels": {"v": "%s"}}}
    """
        .formatted(name, version);
  }
}
