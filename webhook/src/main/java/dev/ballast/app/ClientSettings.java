package dev.ballast.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the API server is reached. */
final class ClientSettings {
  /** The first pause before a broken watch is taken up again; it doubles. */
  private static final int WATCH_AGAIN_MILLIS = 100;

  private static final int REQUEST_AGAIN = 2;

  private ClientSettings() {}

  /**
   * @param kubeconfig empty for what the environment says: the service account of a Pod, else
   *     KUBECONFIG, else {@code ~/.kube/config}
   * @throws IOException when the file cannot be read
   */
  static KubernetesClient client(Optional<Path> kubeconfig, @Nullable String context)
      throws IOException {
    Config config;
    if (kubeconfig.isPresent()) {
      if (!Files.isReadable(kubeconfig.get())) {
        throw new IOException("--kubeconfig: " + kubeconfig.get() + " cannot be read");
      }
      config = Config.fromKubeconfig(kubeconfig.get().toFile());
    } else {
      config = Config.autoConfigure(context);
    }
    return client(config);
  }

  static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withWatchReconnectInterval(WATCH_AGAIN_MILLIS)
                // Whoever asks tries again by itself, and says so.
                .withRequestRetryBackoffLimit(REQUEST_AGAIN)
                .withUserAgent("ballast")
                .build())
        // Objects stay as they come: looking up a class for each kind of Kubernetes costs a start
        // half a second, and each event of a known kind a detour through that class.
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }
}
