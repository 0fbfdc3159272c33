package dev.ballast.app;

import dev.ballast.admission.server.AdmissionOptions;
import dev.ballast.admission.server.AdmissionServer;
import dev.ballast.credentials.BundleKeeper;
import dev.ballast.credentials.CredentialSource;
import dev.ballast.credentials.MountedCredential;
import dev.ballast.world.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhook of this server: opened when it has a certificate, ready when it has answered a call
 * of our own.
 */
final class Webhook implements Part {
  private static final Logger log = LoggerFactory.getLogger(Webhook.class);

  /** Name of both webhook configurations. */
  private static final String CONFIGURATION = "ballast";

  private final AdmissionOptions options;
  private final KubernetesClient client;
  private final Supplier<World> world;
  private final MeterRegistry meters;
  private final Optional<Path> mounted;
  private @Nullable MountedCredential files;
  private @Nullable BundleKeeper bundle;
  private volatile @Nullable AdmissionServer server;
  private volatile boolean answers;

  /**
   * @param mounted a folder with {@code tls.crt} and {@code tls.key}; then the webhook
   *     configurations are somebody else's to fill in
   */
  Webhook(
      AdmissionOptions options,
      KubernetesClient client,
      Supplier<World> world,
      MeterRegistry meters,
      Optional<Path> mounted) {
    this.options = options;
    this.client = client;
    this.world = world;
    this.meters = meters;
    this.mounted = mounted;
  }

  @Override
  public void start() throws IOException {
    if (mounted.isEmpty()) {
      return;
    }
    try {
      var read = MountedCredential.start(mounted.get(), MountedCredential.USUAL_INTERVAL);
      files = read;
      server = open(read);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("the webhook's certificate: " + e.getMessage(), e);
    }
  }

  /** The certificate has come. Told again when it changes, which the server sees by itself. */
  synchronized void has(CredentialSource issued) {
    if (mounted.isPresent() || server != null) {
      return;
    }
    try {
      server = open(issued);
      bundle = BundleKeeper.start(client, CONFIGURATION, issued);
    } catch (RuntimeException e) {
      log.error("the webhook cannot be opened port={} why=\"{}\"", options.port(), e.toString());
    }
  }

  private AdmissionServer open(CredentialSource credential) {
    return AdmissionServer.start(options, world, credential, meters);
  }

  @Override
  public Optional<String> missing() {
    var opened = server;
    if (opened == null) {
      return Optional.of("the webhook is not open yet");
    }
    if (!answers) {
      var problem = opened.selfCall();
      answers = problem.isEmpty();
      return problem.map(why -> "the webhook does not answer: " + why);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    if (bundle != null) {
      bundle.close();
    }
    var opened = server;
    if (opened != null) {
      opened.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
