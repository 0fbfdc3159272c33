package dev.ballast.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a lab is started.
 *
 * @param environment where {@code KUBEBUILDER_ASSETS}, {@code ENVOY}, {@code PATH}, {@code
 *     BALLAST_CACHE} and Go's variables are looked up
 * @param images further images: name without registry and tag, to an image layout (a folder or a
 *     tar, as jib and other builders write them)
 * @param progress hears what is being done
 */
public record LabOptions(
    Map<String, String> environment, Map<String, Path> images, Consumer<String> progress) {
  public LabOptions {
    environment = Map.copyOf(environment);
    images = Map.copyOf(images);
  }

  /** This process's environment, progress on standard error. */
  public static LabOptions defaults() {
    return new LabOptions(System.getenv(), Map.of(), System.err::println);
  }

  /**
   * With an image of one's own.
   *
   * @param name such as {@code ballast}: the image's name without registry and tag
   */
  public LabOptions withImage(String name, Path layout) {
    var more = new TreeMap<>(images);
    more.put(name, layout.toAbsolutePath());
    return new LabOptions(environment, more, progress);
  }

  public LabOptions withProgress(Consumer<String> listener) {
    return new LabOptions(environment, images, listener);
  }
}
