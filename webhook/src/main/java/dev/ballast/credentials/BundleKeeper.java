package dev.ballast.credentials;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code caBundle} right in the two webhook configurations of our name: when they appear,
 * when somebody changes them (an upgrade applies them without a bundle), and when the authority
 * changes. All replicas do so; they agree, so that only the first one writes.
 *
 * <p>Configurations that are annotated {@code ballast.dev/ca-bundle: external}, or that
 * cert-manager fills in, are left alone.
 */
public final class BundleKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BundleKeeper.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Supplier<String> bundlePem;
  private final SharedIndexInformer<MutatingWebhookConfiguration> mutating;
  private final SharedIndexInformer<ValidatingWebhookConfiguration> validating;
  private final Rounds rounds;

  private BundleKeeper(KubernetesClient client, String name, Supplier<String> bundlePem) {
    this.client = client;
    this.bundlePem = bundlePem;
    var api = client.admissionRegistration().v1();
    mutating = api.mutatingWebhookConfigurations().withName(name).inform();
    validating = api.validatingWebhookConfigurations().withName(name).inform();
    rounds = Rounds.start("write the caBundle of " + name, INTERVAL, this::correct);
    mutating.addEventHandler(new KubernetesShelf.Telling<>(rounds::now));
    validating.addEventHandler(new KubernetesShelf.Telling<>(rounds::now));
  }

  /**
   * @param name of both configurations
   * @param credential tells the authorities, and when they change
   */
  public static BundleKeeper start(
      KubernetesClient client, String name, CredentialSource credential) {
    var keeper =
        new BundleKeeper(client, name, () -> Authorities.pem(credential.current().authorities()));
    credential.onChange(changed -> keeper.rounds.now());
    keeper.rounds.now();
    return keeper;
  }

  private void correct() {
    String bundle = bundlePem.get();
    for (var found : mutating.getStore().list()) {
      write(CaBundle.corrected(found, bundle));
    }
    for (var found : validating.getStore().list()) {
      write(CaBundle.corrected(found, bundle));
    }
  }

  private void write(Optional<? extends HasMetadata> corrected) {
    if (corrected.isEmpty()) {
      return;
    }
    HasMetadata next = corrected.get();
    try {
      client.resource(next).update();
      log.info("caBundle written kind={} name={}", next.getKind(), next.getMetadata().getName());
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
      // Somebody wrote at the same time; the watch tells what, and brings us back.
      log.debug("caBundle written by another", e);
    }
  }

  @Override
  public void close() {
    rounds.close();
    mutating.close();
    validating.close();
  }
}
