package dev.ballast.provider.directory;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.FilePage;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.source.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads files of a tree; what goes wrong with one becomes a finding. For several threads. */
final class ManifestFiles {
  /** No manifest is near this size; a larger file is here by mistake. */
  private static final long LARGEST_FILE = 64L << 20;

  private final Path root;
  private final Path shown;
  private final ManifestLoader loader;
  private final ProviderMeters meters;

  /**
   * @param root absolute
   * @param shown the same folder as the user wrote it
   */
  ManifestFiles(Path root, Path shown, ManifestLoader loader, ProviderMeters meters) {
    this.root = root;
    this.shown = shown;
    this.loader = loader;
    this.meters = meters;
  }

  /**
   * A file as it was read.
   *
   * @param face how it looked before
   * @param at when that was
   * @param page empty when there is no such file
   */
  record Reading(Path path, Optional<FileFace> face, Instant at, Optional<FilePage> page) {}

  /** In the order of the paths; on all processors when there are several. */
  List<Reading> read(Collection<Path> paths) {
    return paths.size() == 1
        ? List.of(read(paths.iterator().next()))
        : List.copyOf(paths).parallelStream().map(this::read).toList();
  }

  private Reading read(Path path) {
    long begin = System.nanoTime();
    // Looked at before it is read: a file that is replaced meanwhile comes with another event.
    Instant at = Instant.now();
    Optional<FileFace> face = FileFace.of(path);
    try {
      // A pipe would keep the reader waiting for ever.
      Optional<FilePage> page =
          face.filter(FileFace::isFile).isPresent()
              ? page(path, face.get().size())
              : Optional.empty();
      return new Reading(path, face, at, page);
    } catch (IOException e) {
      String sentence = "the file cannot be read: " + FolderProblems.reason(e);
      return new Reading(
          path, face, at, Optional.of(refused(path, "unreadable-file", sentence, "")));
    } finally {
      meters.read(System.nanoTime() - begin);
    }
  }

  /** As the user would write it. */
  String nameOf(Path path) {
    return shown(path).toString();
  }

  Path shown(Path path) {
    return shown.resolve(root.relativize(path));
  }

  private Optional<FilePage> page(Path path, long size) throws IOException {
    if (size > LARGEST_FILE) {
      String sentence =
          "the file has %d MiB; the limit is %d MiB".formatted(size >> 20, LARGEST_FILE >> 20);
      return Optional.of(refused(path, "file-too-large", sentence, "split it"));
    }
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(loader.page(nameOf(path), new ByteArrayInputStream(content)));
  }

  private FilePage refused(Path path, String code, String sentence, String hint) {
    String name = nameOf(path);
    var refusal = Finding.error(code, FieldPath.ROOT, sentence, hint).at(name, Span.NONE);
    return FilePage.unreadable(name, refusal);
  }
}
