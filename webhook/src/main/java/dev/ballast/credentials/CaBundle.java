package dev.ballast.credentials;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom the API server is to trust when it calls the webhook; pure. */
final class CaBundle {
  /** Set to {@code external}, it keeps us from writing. */
  static final String ANNOTATION = "ballast.dev/ca-bundle";

  static final String EXTERNAL = "external";

  /** cert-manager fills in the bundle of whatever carries one of these. */
  private static final List<String> INJECTED =
      List.of(
          "cert-manager.io/inject-ca-from",
          "cert-manager.io/inject-ca-from-secret",
          "cert-manager.io/inject-apiserver-ca");

  private CaBundle() {}

  /** Whether somebody else fills in the bundle. */
  static boolean isOthers(ObjectMeta metadata) {
    Map<String, String> annotations =
        metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
    return EXTERNAL.equals(annotations.get(ANNOTATION))
        || INJECTED.stream().anyMatch(annotations::containsKey);
  }

  /** As it should be; empty when it is, or is none of our business. */
  static Optional<MutatingWebhookConfiguration> corrected(
      MutatingWebhookConfiguration found, String bundlePem) {
    var copy = new MutatingWebhookConfigurationBuilder(found).build();
    return corrected(
        copy, copy.getWebhooks().stream().map(w -> w.getClientConfig()).toList(), bundlePem);
  }

  /** As it should be; empty when it is, or is none of our business. */
  static Optional<ValidatingWebhookConfiguration> corrected(
      ValidatingWebhookConfiguration found, String bundlePem) {
    var copy = new ValidatingWebhookConfigurationBuilder(found).build();
    return corrected(
        copy, copy.getWebhooks().stream().map(w -> w.getClientConfig()).toList(), bundlePem);
  }

  /**
   * @param copy its clients are put right
   */
  private static <C extends HasMetadata> Optional<C> corrected(
      C copy, List<WebhookClientConfig> clients, String bundlePem) {
    String bundle = Authorities.base64(bundlePem);
    if (isOthers(copy.getMetadata()) || areRight(clients, bundle)) {
      return Optional.empty();
    }
    clients.forEach(client -> client.setCaBundle(bundle));
    return Optional.of(copy);
  }

  private static boolean areRight(List<WebhookClientConfig> clients, String bundle) {
    return clients.stream().allMatch(client -> bundle.equals(client.getCaBundle()));
  }
}
