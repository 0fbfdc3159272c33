package dev.ballast.lab.volume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All ConfigMaps and Secrets, as they are now. */
public final class ConfigObjects {
  private final SharedIndexInformer<ConfigMap> configMaps;
  private final SharedIndexInformer<Secret> secrets;

  private ConfigObjects(KubernetesClient client, Consumer<String> changedIn) {
    this.configMaps = client.configMaps().inAnyNamespace().inform(new Tell<>(changedIn));
    this.secrets = client.secrets().inAnyNamespace().inform(new Tell<>(changedIn));
  }

  /**
   * @param changedIn hears the namespace of whatever changed
   */
  public static ConfigObjects watch(KubernetesClient client, Consumer<String> changedIn) {
    return new ConfigObjects(client, changedIn);
  }

  /** Its entries; empty if there is no such ConfigMap. */
  Optional<Map<String, byte[]>> configMap(String namespace, String name) {
    return Optional.ofNullable(configMaps.getStore().getByKey(namespace + "/" + name))
        .map(
            map -> {
              var entries = new TreeMap<String, byte[]>();
              if (map.getData() != null) {
                map.getData().forEach((key, text) -> entries.put(key, text.getBytes(UTF_8)));
              }
              if (map.getBinaryData() != null) {
                map.getBinaryData().forEach((key, text) -> entries.put(key, decode(text)));
              }
              return entries;
            });
  }

  /** Its entries; empty if there is no such Secret. */
  Optional<Map<String, byte[]>> secret(String namespace, String name) {
    return Optional.ofNullable(secrets.getStore().getByKey(namespace + "/" + name))
        .map(
            secret -> {
              var entries = new TreeMap<String, byte[]>();
              if (secret.getData() != null) {
                secret.getData().forEach((key, text) -> entries.put(key, decode(text)));
              }
              return entries;
            });
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private record Tell<T extends HasMetadata>(Consumer<String> changedIn)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      changedIn.accept(added.getMetadata().getNamespace());
    }

    @Override
    public void onUpdate(T before, T after) {
      changedIn.accept(after.getMetadata().getNamespace());
    }

    @Override
    public void onDelete(T removed, boolean unknown) {
      changedIn.accept(removed.getMetadata().getNamespace());
    }
  }
}
