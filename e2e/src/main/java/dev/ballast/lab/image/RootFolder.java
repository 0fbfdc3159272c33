package dev.ballast.lab.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container's root folder: empty folders and files on which the kernel hangs what the container
 * sees (mounts). Nothing of it needs rights that an ordinary user lacks.
 */
public final class RootFolder {
  private static final List<String> SYSTEM =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/usr");
  private static final List<String> SYSTEM_SETTINGS =
      List.of(
          "/etc/ssl",
          "/etc/pki",
          "/etc/ca-certificates",
          "/etc/crypto-policies",
          "/etc/alternatives",
          "/etc/ld.so.cache",
          "/etc/ld.so.conf",
          "/etc/ld.so.conf.d",
          "/etc/localtime");
  private static final List<String> DEVICES =
      List.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private final Path root;

  /** What hangs where: a path of the container to a path of this machine. */
  private final Map<String, Path> mounts = new TreeMap<>();

  private final Map<String, Path> readOnly = new TreeMap<>();

  private RootFolder(Path root) {
    this.root = root;
  }

  /**
   * @param root a folder that is made
   */
  public static RootFolder create(Path root, Image image) throws IOException {
    var folder = new RootFolder(root);
    for (String name :
        List.of("/etc", "/tmp", "/run", "/var/run", "/var/log", "/var/tmp", "/proc", "/sys")) {
      Files.createDirectories(folder.on(name));
    }
    for (String path : SYSTEM) {
      folder.system(path);
    }
    for (String path : SYSTEM_SETTINGS) {
      folder.system(path);
    }
    try (var settings = Files.newDirectoryStream(Path.of("/etc"), "java-*")) {
      for (Path path : settings) {
        folder.system(path.toString());
      }
    }
    folder.writeSettings();
    folder.devices();
    folder.mount("/sys", Path.of("/sys"));
    for (var entry : image.folders().entrySet()) {
      folder.fromImage(entry.getKey(), entry.getValue());
    }
    return folder;
  }

  /** Where a path of the container lies, unless something hangs above it. */
  public Path on(String path) {
    return root.resolve(path.substring(1));
  }

  /**
   * Hangs a folder or file of this machine.
   *
   * @param path absolute, as the container sees it
   */
  public void mount(String path, Path source) throws IOException {
    prepare(path, Files.isDirectory(source));
    mounts.put(clean(path), source);
  }

  public void mountReadOnly(String path, Path source) throws IOException {
    mount(path, source);
    readOnly.put(clean(path), source);
  }

  /** Lines for {@code mount --all --fstab}: outer folders before inner ones. */
  public String fstab() {
    var lines = new StringBuilder();
    mounts.forEach(
        (path, source) ->
            lines.append(
                "%s %s none %s 0 0%n"
                    .formatted(
                        escape(source),
                        escape(on(path)),
                        readOnly.containsKey(path) ? "bind,ro" : "rbind")));
    return lines.toString();
  }

  private void system(String path) throws IOException {
    Path source = Path.of(path);
    if (Files.isSymbolicLink(source) && !path.startsWith("/etc/")) {
      // On most machines /bin is a link into /usr.
      Files.createSymbolicLink(on(path), Files.readSymbolicLink(source));
    } else if (Files.exists(source)) {
      mount(path, source.toRealPath());
    }
  }

  private void fromImage(String path, Path source) throws IOException {
    if (Files.isSymbolicLink(source)) {
      Files.deleteIfExists(on(path));
      mounts.remove(path);
      Files.createSymbolicLink(on(path), Files.readSymbolicLink(source));
      return;
    }
    boolean ours = List.of("/etc", "/tmp", "/run", "/var", "/proc", "/sys", "/dev").contains(path);
    if (ours) {
      // What the image brings for folders of ours lies among it.
      try (var children = Files.newDirectoryStream(source)) {
        for (Path child : children) {
          String inner = path + "/" + child.getFileName();
          if (!Files.exists(on(inner), LinkOption.NOFOLLOW_LINKS)) {
            mount(inner, child);
          }
        }
      }
      return;
    }
    if (Files.isSymbolicLink(on(path))) {
      Files.delete(on(path));
    }
    mount(path, source);
  }

  private void writeSettings() throws IOException {
    Files.writeString(on("/etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files\n");
    Files.writeString(on("/etc/resolv.conf"), "");
    Files.writeString(
        on("/etc/passwd"),
        """
        root:x:0:0:root:/root:/bin/sh
        nobody:x:65534:65534:nobody:/:/sbin/nologin
        """);
    Files.writeString(on("/etc/group"), "root:x:0:\nnobody:x:65534:\n");
  }

  private void devices() throws IOException {
    Files.createDirectories(on("/dev/shm"));
    for (String device : DEVICES) {
      mount(device, Path.of(device));
    }
    Files.createSymbolicLink(on("/dev/fd"), Path.of("/proc/self/fd"));
    Files.createSymbolicLink(on("/dev/stdin"), Path.of("/proc/self/fd/0"));
    Files.createSymbolicLink(on("/dev/stdout"), Path.of("/proc/self/fd/1"));
    Files.createSymbolicLink(on("/dev/stderr"), Path.of("/proc/self/fd/2"));
  }

  /** Makes what a mount hangs on. */
  private void prepare(String path, boolean isFolder) throws IOException {
    open(clean(path));
    Path target = on(clean(path));
    if (isFolder) {
      Files.createDirectories(target);
    } else {
      Files.createDirectories(target.getParent());
      if (!Files.exists(target)) {
        Files.createFile(target);
      }
    }
  }

  /**
   * If the path lies in a folder that hangs here from elsewhere, and is not there, the folder is
   * opened: its entries hang here one by one, and there is room for one more among them.
   */
  private void open(String path) throws IOException {
    for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
      String outer = path.substring(0, end);
      Path source = mounts.get(outer);
      if (source == null || Files.exists(source.resolve(path.substring(end + 1)))) {
        continue;
      }
      mounts.remove(outer);
      try (var children = Files.newDirectoryStream(source)) {
        for (Path child : children) {
          String inner = outer + "/" + child.getFileName();
          if (Files.isSymbolicLink(child)) {
            Files.createSymbolicLink(on(inner), Files.readSymbolicLink(child));
          } else {
            mount(inner, child);
          }
        }
      }
    }
  }

  private static String clean(String path) {
    return Path.of(path).normalize().toString();
  }

  private static String escape(Path path) {
    return path.toString().replace("\\", "\\134").replace(" ", "\\040").replace("\t", "\\011");
  }
}
