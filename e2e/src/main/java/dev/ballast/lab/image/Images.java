package dev.ballast.lab.image;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the image a container names. Registries and tags do not matter here, only the name. */
public final class Images {
  // As the official image's entry script: options alone are Envoy's.
  private static final String ENVOY_ENTRY =
      "case \"${1:--}\" in -*) exec envoy \"$@\" ;; *) exec \"$@\" ;; esac";

  private final Map<String, Image> byName;

  private Images(Map<String, Image> byName) {
    this.byName = byName;
  }

  /**
   * The images every lab has, and those of the caller: {@code echo-basic} (and {@code echo}), which
   * answers every request with what it saw; {@code envoy}; {@code busybox}, this machine's shell.
   *
   * @param echo the echo server's main class, and classes of whatever else it needs
   * @param layouts further images, by name
   * @param unpacked gets what is unpacked from them
   */
  public static Images of(Path envoy, List<Class<?>> echo, Map<String, Path> layouts, Path unpacked)
      throws IOException {
    var byName = new TreeMap<String, Image>();
    Image echoImage = java(echo).listeningOn(3000);
    byName.put("echo-basic", echoImage);
    byName.put("echo", echoImage);
    byName.put(
        "envoy",
        Image.ofProgram("/bin/sh", "-c", ENVOY_ENTRY, "entry")
            .seeing(Map.of("/usr/local/bin/envoy", envoy)));
    byName.put("busybox", Image.ofProgram("sh"));
    for (var layout : layouts.entrySet()) {
      byName.put(
          layout.getKey(),
          ImageLayout.unpack(layout.getValue(), unpacked.resolve(layout.getKey())));
    }
    return new Images(byName);
  }

  /**
   * @param reference such as {@code docker.io/envoyproxy/envoy:v1.40.0@sha256:…}
   */
  public Optional<Image> find(String reference) {
    return Optional.ofNullable(byName.get(name(reference)));
  }

  /** The names it knows, for messages. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  static String name(String reference) {
    String withoutDigest = reference.split("@", 2)[0];
    String last = withoutDigest.substring(withoutDigest.lastIndexOf('/') + 1);
    return last.split(":", 2)[0];
  }

  private static Image java(List<Class<?>> classes) {
    Path home = Path.of(System.getProperty("java.home")).toAbsolutePath();
    List<String> classPath =
        classes.stream().map(Images::home).map(Path::toString).distinct().toList();
    var folders = new TreeMap<String, Path>();
    folders.put(home.toString(), home);
    classPath.forEach(entry -> folders.put(entry, Path.of(entry)));
    return Image.ofProgram(
            home.resolve("bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-Xss512k",
            "-cp",
            String.join(":", classPath),
            classes.getFirst().getName())
        .seeing(folders);
  }

  /** The jar or folder a class was loaded from. */
  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place of " + type, e);
    }
  }
}
