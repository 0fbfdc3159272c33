package dev.ballast.lab.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ballast.lab.volume.SwappedFolder.Content;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.DownwardAPIVolumeFile;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A pod's volumes, each a folder: {@code emptyDir}, {@code configMap}, {@code secret}, {@code
 * downwardAPI}, {@code projected}, {@code hostPath}.
 */
public final class PodVolumes {
  private static final int DEFAULT_MODE = 0644;

  private final Path folder;
  private final ConfigObjects objects;
  private final ServiceAccountTokens tokens;
  private final Map<String, SwappedFolder> contents = new HashMap<>();

  /**
   * @param folder gets one folder a volume
   */
  public PodVolumes(Path folder, ConfigObjects objects, ServiceAccountTokens tokens) {
    this.folder = folder;
    this.objects = objects;
    this.tokens = tokens;
  }

  /**
   * Brings all volumes up to date; what has not changed is not touched.
   *
   * @throws MissingObjectException when something a volume needs is not there
   */
  public void refresh(PodFacts facts) throws IOException, MissingObjectException {
    for (Volume volume : facts.pod().getSpec().getVolumes()) {
      if (volume.getHostPath() == null) {
        Path target = Files.createDirectories(folder.resolve(volume.getName()));
        Map<String, Content> files = files(volume, facts);
        if (volume.getEmptyDir() == null) {
          contents
              .computeIfAbsent(volume.getName(), name -> new SwappedFolder(target))
              .write(files);
        }
      }
    }
  }

  /** When something must be renewed although nobody changed anything. */
  public Optional<Instant> nextRefresh() {
    return tokens.nextRefresh();
  }

  /** What a container mounts. */
  public Path path(Volume volume, @Nullable String subPath) throws IOException {
    Path root =
        volume.getHostPath() == null
            ? folder.resolve(volume.getName())
            : Path.of(volume.getHostPath().getPath());
    if (subPath == null || subPath.isEmpty()) {
      return root;
    }
    Path inner = root.resolve(subPath);
    if (volume.getEmptyDir() != null) {
      Files.createDirectories(inner);
    }
    return inner.toRealPath();
  }

  /** Whether containers may only read it, whatever they ask for. */
  public static boolean isReadOnly(Volume volume) {
    return volume.getConfigMap() != null
        || volume.getSecret() != null
        || volume.getProjected() != null
        || volume.getDownwardAPI() != null;
  }

  private Map<String, Content> files(Volume volume, PodFacts facts) throws MissingObjectException {
    String namespace = facts.pod().getMetadata().getNamespace();
    var files = new TreeMap<String, Content>();
    if (volume.getConfigMap() != null) {
      var source = volume.getConfigMap();
      var found = objects.configMap(namespace, source.getName());
      String otherwise = "configmap \"" + source.getName() + "\" not found";
      addKeys(
          EnvironmentOf.required(found, source.getOptional(), otherwise),
          source.getItems(),
          mode(source.getDefaultMode()),
          Boolean.TRUE.equals(source.getOptional()),
          files);
    } else if (volume.getSecret() != null) {
      var source = volume.getSecret();
      var found = objects.secret(namespace, source.getSecretName());
      String otherwise = "secret \"" + source.getSecretName() + "\" not found";
      addKeys(
          EnvironmentOf.required(found, source.getOptional(), otherwise),
          source.getItems(),
          mode(source.getDefaultMode()),
          Boolean.TRUE.equals(source.getOptional()),
          files);
    } else if (volume.getDownwardAPI() != null) {
      addFacts(
          volume.getDownwardAPI().getItems(),
          mode(volume.getDownwardAPI().getDefaultMode()),
          facts,
          files);
    } else if (volume.getProjected() != null) {
      for (VolumeProjection source : volume.getProjected().getSources()) {
        project(source, mode(volume.getProjected().getDefaultMode()), facts, files);
      }
    } else if (volume.getEmptyDir() == null) {
      throw new MissingObjectException(
          "the lab has no volumes of the kind that volume " + volume.getName() + " is");
    }
    return files;
  }

  private void project(
      VolumeProjection source, int mode, PodFacts facts, Map<String, Content> files)
      throws MissingObjectException {
    String namespace = facts.pod().getMetadata().getNamespace();
    if (source.getServiceAccountToken() != null) {
      var token = source.getServiceAccountToken();
      String text = tokens.current(facts.pod(), token.getAudience(), token.getExpirationSeconds());
      files.put(token.getPath(), new Content(text.getBytes(UTF_8), mode));
    } else if (source.getConfigMap() != null) {
      var map = source.getConfigMap();
      var found = objects.configMap(namespace, map.getName());
      String otherwise = "configmap \"" + map.getName() + "\" not found";
      addKeys(
          EnvironmentOf.required(found, map.getOptional(), otherwise),
          map.getItems(),
          mode,
          Boolean.TRUE.equals(map.getOptional()),
          files);
    } else if (source.getSecret() != null) {
      var secret = source.getSecret();
      var found = objects.secret(namespace, secret.getName());
      String otherwise = "secret \"" + secret.getName() + "\" not found";
      addKeys(
          EnvironmentOf.required(found, secret.getOptional(), otherwise),
          secret.getItems(),
          mode,
          Boolean.TRUE.equals(secret.getOptional()),
          files);
    } else if (source.getDownwardAPI() != null) {
      addFacts(source.getDownwardAPI().getItems(), mode, facts, files);
    } else {
      throw new MissingObjectException("the lab does not project " + source);
    }
  }

  private static void addKeys(
      Optional<Map<String, byte[]>> entries,
      List<KeyToPath> items,
      int mode,
      boolean optional,
      Map<String, Content> files)
      throws MissingObjectException {
    Map<String, byte[]> present = entries.orElse(Map.of());
    if (items.isEmpty()) {
      present.forEach((key, bytes) -> files.put(key, new Content(bytes, mode)));
      return;
    }
    for (KeyToPath item : items) {
      byte[] bytes = present.get(item.getKey());
      if (bytes != null) {
        int own = item.getMode() == null ? mode : item.getMode();
        files.put(item.getPath(), new Content(bytes, own));
      } else if (!optional) {
        throw new MissingObjectException("references non-existent key: " + item.getKey());
      }
    }
  }

  private static void addFacts(
      List<DownwardAPIVolumeFile> items, int mode, PodFacts facts, Map<String, Content> files) {
    for (DownwardAPIVolumeFile item : items) {
      String text =
          item.getFieldRef() != null
              ? facts.field(item.getFieldRef().getFieldPath())
              : facts.resource(item.getResourceFieldRef(), container(item, facts));
      int own = item.getMode() == null ? mode : item.getMode();
      files.put(item.getPath(), new Content(text.getBytes(UTF_8), own));
    }
  }

  private static Container container(DownwardAPIVolumeFile item, PodFacts facts) {
    String name = item.getResourceFieldRef().getContainerName();
    return facts.pod().getSpec().getContainers().stream()
        .filter(container -> container.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no container " + name));
  }

  private static int mode(@Nullable Integer mode) {
    return mode == null ? DEFAULT_MODE : mode;
  }
}
