package dev.ballast.lab.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder whose files change all at once, as kubelets do it: the files lie in a folder with a time
 * for a name, {@code ..data} is a link to that folder, every visible name is a link through {@code
 * ..data}. Renaming one link changes everything; whoever watches the folder sees that rename.
 */
final class SwappedFolder {
  /** One file: its bytes and its permission bits, such as 0644. */
  static final class Content {
    private final byte[] bytes;
    private final int mode;

    Content(byte[] bytes, int mode) {
      this.bytes = bytes.clone();
      this.mode = mode;
    }

    private boolean sameAs(Content other) {
      return mode == other.mode && Arrays.equals(bytes, other.bytes);
    }
  }

  private final Path folder;
  private Map<String, Content> written = Map.of();
  private int generation;

  SwappedFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes these the only files.
   *
   * @param files relative path to content
   */
  void write(Map<String, Content> files) throws IOException {
    if (generation > 0 && same(files)) {
      return;
    }
    Path old = folder.resolve("..data");
    Path before = Files.exists(old) ? old.toRealPath() : null;
    Path next = Files.createDirectories(folder.resolve("..generation-" + ++generation));
    for (var file : files.entrySet()) {
      Path target = next.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue().bytes);
      Files.setPosixFilePermissions(target, permissions(file.getValue().mode));
    }
    Path link = folder.resolve("..data_tmp");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, next.getFileName());
    Files.move(link, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    linkNames(files.keySet());
    if (before != null) {
      delete(before);
    }
    written = new TreeMap<>(files);
  }

  private void linkNames(Set<String> files) throws IOException {
    var names = new TreeSet<String>();
    files.forEach(file -> names.add(file.split("/", 2)[0]));
    for (String name : names) {
      Path link = folder.resolve(name);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of("..data", name));
      }
    }
    try (var present = Files.newDirectoryStream(folder)) {
      for (Path entry : present) {
        String name = entry.getFileName().toString();
        if (!name.startsWith("..") && !names.contains(name)) {
          Files.delete(entry);
        }
      }
    }
  }

  private boolean same(Map<String, Content> files) {
    return files.keySet().equals(written.keySet())
        && files.entrySet().stream()
            .allMatch(
                file -> {
                  Content before = written.get(file.getKey());
                  return before != null && before.sameAs(file.getValue());
                });
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }

  private static void delete(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
