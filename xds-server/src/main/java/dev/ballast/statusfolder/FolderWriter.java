package dev.ballast.statusfolder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes files whole or not at all, in a folder that belongs to us. Files that we wrote and nobody
 * speaks for any more are removed; whatever else is in the folder stays.
 */
final class FolderWriter {
  /** Tells a folder of ours from one that was named by mistake. */
  private static final String MARK = ".ballast-status";

  private final Path folder;

  FolderWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder if it is missing.
   *
   * @throws IOException when it holds other people's files, or cannot be made
   */
  void claim() throws IOException {
    Files.createDirectories(folder);
    Path mark = folder.resolve(MARK);
    if (Files.exists(mark)) {
      return;
    }
    try (var there = Files.list(folder)) {
      // Kept under version control, to see what changed when.
      if (there.anyMatch(path -> !path.endsWith(".git"))) {
        throw new IOException(
            "the status directory %s is not empty; name an empty or a new one".formatted(folder));
      }
    }
    Files.writeString(mark, "Written by ballast serve; files in here come and go.\n");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Every {@code .yaml} below, by its name as it is handed to {@link #write}. */
  Set<String> names() throws IOException {
    try (var files = Files.walk(folder)) {
      var names = new TreeSet<String>();
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .map(file -> folder.relativize(file))
          .filter(file -> !file.getName(0).toString().startsWith("."))
          .forEach(file -> names.add(String.join("/", parts(file))));
      return names;
    }
  }

  private static List<String> parts(Path path) {
    var parts = new ArrayList<String>();
    path.forEach(part -> parts.add(part.toString()));
    return parts;
  }

  /** Readers see the old content or the new one, never half of it. */
  void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Path parent = file.getParent() == null ? folder : file.getParent();
    Files.createDirectories(parent);
    Path temporary = parent.resolve("." + file.getFileName() + ".new");
    Files.write(temporary, content.getBytes(UTF_8));
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Folders that are empty then go too. */
  void remove(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    for (Path parent = file.getParent();
        parent != null && !parent.equals(folder) && parent.startsWith(folder);
        parent = parent.getParent()) {
      try {
        Files.delete(parent);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
    }
  }
}
