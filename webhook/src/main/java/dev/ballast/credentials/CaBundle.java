package dev.ballast.credentials;

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
    String bundle = Authorities.base64(bundlePem);
    var clients = found.getWebhooks().stream().map(w -> w.getClientConfig()).toList();
    if (isOthers(found.getMetadata()) || areRight(clients, bundle)) {
      return Optional.empty();
    }
    var next = new MutatingWebhookConfigurationBuilder(found).build();
    next.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
    return Optional.of(next);
  }

  /** As it should be; empty when it is, or is none of our business. */
  static Optional<ValidatingWebhookConfiguration> corrected(
      ValidatingWebhookConfiguration found, String bundlePem) {
    String bundle = Authorities.base64(bundlePem);
    var clients = found.getWebhooks().stream().map(w -> w.getClientConfig()).toList();
    if (isOthers(found.getMetadata()) || areRight(clients, bundle)) {
      return Optional.empty();
    }
    var next = new ValidatingWebhookConfigurationBuilder(found).build();
    next.getWebhooks().forEach(webhook -> webhook.getClientConfig().setCaBundle(bundle));
    return Optional.of(next);
  }

  private static boolean areRight(List<WebhookClientConfig> clients, String bundle) {
    return clients.stream().allMatch(client -> bundle.equals(client.getCaBundle()));
  }
}
