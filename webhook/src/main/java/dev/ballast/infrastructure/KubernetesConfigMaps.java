package dev.ballast.infrastructure;

import dev.ballast.world.ObjectId;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ConfigMaps of the API server. Each is watched by its name, as a kubelet watches those of its
 * pods: what the others in its namespace hold is neither read nor kept.
 */
final class KubernetesConfigMaps implements ConfigMapSource {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesConfigMaps.class);

  private final KubernetesClient client;

  KubernetesConfigMaps(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Watch watch(ObjectId configMap, Consumer<Sighting> hearer) {
    var trouble = new AtomicReference<>("");
    var informer =
        client
            .configMaps()
            .inNamespace(configMap.namespace())
            .withName(configMap.name())
            .runnableInformer(0)
            .exceptionHandler(
                (started, thrown) -> {
                  complain(configMap, trouble, String.valueOf(thrown.getMessage()));
                  return true;
                })
            .addEventHandler(new Events(hearer, trouble));
    var unused = informer.start();
    return informer::stop;
  }

  /** Once for as long as it is the same. */
  private static void complain(ObjectId configMap, AtomicReference<String> trouble, String why) {
    if (!trouble.getAndSet(why).equals(why)) {
      LOG.warn("parameters cannot be watched configMap={} why=\"{}\"", configMap, why);
    }
  }

  private record Events(Consumer<Sighting> hearer, AtomicReference<String> trouble)
      implements ResourceEventHandler<ConfigMap> {
    @Override
    public void onAdd(ConfigMap configMap) {
      hearer.accept(
          new Sighting.Present(Optional.ofNullable(configMap.getData()).orElse(Map.of())));
    }

    @Override
    public void onUpdate(ConfigMap before, ConfigMap now) {
      onAdd(now);
    }

    @Override
    public void onDelete(ConfigMap configMap, boolean unknown) {
      hearer.accept(Sighting.ABSENT);
    }

    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      trouble.set("");
      if (remainedEmpty) {
        hearer.accept(Sighting.ABSENT);
      }
    }
  }
}
