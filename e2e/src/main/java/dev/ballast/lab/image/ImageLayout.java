package dev.ballast.lab.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ballast.lab.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Unpacks an image that a builder left on disk: a folder in the OCI layout, or a tar with that or
 * with Docker's {@code manifest.json} in it.
 */
final class ImageLayout {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path layout;

  private ImageLayout(Path layout) {
    this.layout = layout;
  }

  /**
   * @param source folder or tar
   * @param target a folder that is made; every layer goes there in turn
   */
  static Image unpack(Path source, Path target) throws IOException {
    Path layout = source;
    if (Files.isRegularFile(source)) {
      layout = Files.createDirectories(target.resolve("layout"));
      Command.of("tar", "-xf", source.toString(), "-C", layout.toString()).run().orThrow();
    }
    return new ImageLayout(layout).unpackTo(Files.createDirectories(target.resolve("root")));
  }

  private Image unpackTo(Path root) throws IOException {
    JsonNode config;
    List<Path> layers;
    Path docker = layout.resolve("manifest.json");
    if (Files.exists(docker)) {
      JsonNode manifest = JSON.readTree(docker.toFile()).get(0);
      config = JSON.readTree(layout.resolve(manifest.get("Config").asText()).toFile());
      layers = texts(manifest.get("Layers")).stream().map(layout::resolve).toList();
    } else {
      JsonNode manifest = ociManifest(JSON.readTree(layout.resolve("index.json").toFile()));
      config = JSON.readTree(blob(manifest.get("config")).toFile());
      layers =
          StreamSupport.stream(manifest.get("layers").spliterator(), false)
              .map(this::blob)
              .toList();
    }
    for (Path layer : layers) {
      unpackLayer(layer, root);
    }
    return image(config.path("config"), root);
  }

  /** An index may point to an index; the first entry is ours, since builders write one platform. */
  private JsonNode ociManifest(JsonNode index) throws IOException {
    JsonNode next = index;
    while (next.has("manifests")) {
      next = JSON.readTree(blob(next.get("manifests").get(0)).toFile());
    }
    return next;
  }

  private Path blob(JsonNode descriptor) {
    String[] digest = descriptor.get("digest").asText().split(":", 2);
    return layout.resolve("blobs").resolve(digest[0]).resolve(digest[1]);
  }

  private static void unpackLayer(Path layer, Path root) throws IOException {
    // GNU tar sees by itself how a layer is packed. Owners are not ours to give.
    Command.of(
            "tar",
            "-xf",
            layer.toString(),
            "-C",
            root.toString(),
            "--no-same-owner",
            "--exclude=dev/*")
        .run()
        .orThrow();
    List<Path> removed;
    try (var files = Files.walk(root)) {
      removed = files.filter(file -> file.getFileName().toString().startsWith(".wh.")).toList();
    }
    for (Path mark : removed) {
      Files.delete(mark);
      Path victim = mark.resolveSibling(mark.getFileName().toString().substring(".wh.".length()));
      Command.of("rm", "-rf", victim.toString()).run().orThrow();
    }
  }

  private static Image image(JsonNode config, Path root) throws IOException {
    var environment = new TreeMap<>(Map.of("PATH", Image.PATH));
    for (String variable : texts(config.path("Env"))) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    var folders = new TreeMap<String, Path>();
    try (var entries = Files.list(root)) {
      entries.forEach(entry -> folders.put("/" + entry.getFileName(), entry));
    }
    String folder = config.path("WorkingDir").asText("");
    return new Image(
        texts(config.path("Entrypoint")),
        texts(config.path("Cmd")),
        environment,
        folder.isEmpty() ? "/" : folder,
        folders,
        Optional.empty());
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
