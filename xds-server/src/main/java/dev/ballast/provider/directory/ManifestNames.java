package dev.ballast.provider.directory;

import java.nio.file.Path;
import java.util.List;

/** Which files of a tree are manifests, told by name. */
final class ManifestNames {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private ManifestNames() {}

  /**
   * Hidden files, editors' swap and backup files ({@code .x.yaml.swp}, {@code x.yaml~}, {@code
   * #x.yaml#}, {@code x.yaml.bak}, {@code 4913}) and half-made downloads do not count: their names
   * end otherwise or begin with a dot or a hash sign.
   */
  static boolean isManifest(Path path) {
    String name = nameOf(path);
    return !isHidden(path) && !name.startsWith("#") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  static boolean isHidden(Path path) {
    return nameOf(path).startsWith(".");
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
