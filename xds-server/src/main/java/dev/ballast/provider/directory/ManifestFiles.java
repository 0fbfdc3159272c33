package dev.ballast.provider.directory;

import dev.ballast.finding.FieldPath;
import dev.ballast.finding.Finding;
import dev.ballast.manifest.LoadedFile;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads files of a tree; what goes wrong with one becomes a finding. For several threads. */
final class ManifestFiles {
  /** No manifest is near this size; a larger file is here by mistake. */
  private static final long LARGEST_FILE = 64L << 20;

  private final Path root;
  private final Path shown;
  private final ManifestLoader loader;

  /**
   * @param root absolute
   * @param shown the same folder as the user wrote it
   */
  ManifestFiles(Path root, Path shown, ManifestLoader loader) {
    this.root = root;
    this.shown = shown;
    this.loader = loader;
  }

  /**
   * @param loaded empty when there is no such file
   */
  record Outcome(Path path, Optional<FileFace> face, Optional<LoadedFile> loaded) {}

  Outcome read(Path path) {
    // Looked at before it is read: a file that is replaced meanwhile comes with another event.
    Optional<FileFace> face = FileFace.of(path);
    try {
      return new Outcome(path, face, Optional.of(load(path)));
    } catch (NoSuchFileException e) {
      return new Outcome(path, face, Optional.empty());
    } catch (IOException | UncheckedIOException e) {
      String sentence = "the file cannot be read: " + e.getMessage();
      return new Outcome(path, face, Optional.of(refused(path, "unreadable-file", sentence, "")));
    }
  }

  /** As the user would write it. */
  String nameOf(Path path) {
    return shown.resolve(root.relativize(path)).toString();
  }

  private LoadedFile load(Path path) throws IOException {
    long size = Files.size(path);
    if (size > LARGEST_FILE) {
      String sentence =
          "the file has %d MiB; the limit is %d MiB".formatted(size >> 20, LARGEST_FILE >> 20);
      return refused(path, "file-too-large", sentence, "split it");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return loader.load(nameOf(path), in);
    }
  }

  private LoadedFile refused(Path path, String code, String sentence, String hint) {
    String name = nameOf(path);
    var refusal = Finding.error(code, FieldPath.ROOT, sentence, hint).at(name, Span.NONE);
    return new LoadedFile(name, List.of(), List.of(refusal));
  }
}
