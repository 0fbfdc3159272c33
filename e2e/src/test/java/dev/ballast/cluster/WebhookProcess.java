package dev.ballast.cluster;

import dev.ballast.admission.server.AdmissionOptions;
import dev.ballast.admission.server.AdmissionServer;
import dev.ballast.credentials.AuthorityKeeper;
import dev.ballast.credentials.BundleKeeper;
import dev.ballast.credentials.IssuedCredential;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.world.World;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Set;

/**
 * The webhook alone, in a world without objects: a process inside the lab, since nothing outside
 * can be called by its API server.
 */
final class WebhookProcess {
  private static final String SERVICE = "ballast-webhook";

  private WebhookProcess() {}

  /**
   * @param arguments the namespace of the Service, and the name of the webhook configurations
   */
  public static void main(String... arguments) throws InterruptedException {
    String namespace = arguments[0];
    var client = new KubernetesClientBuilder().build();
    var keeper = AuthorityKeeper.of(client, namespace, Clock.systemUTC());
    var credential = IssuedCredential.start(keeper, SERVICE, namespace, Clock.systemUTC());
    var server =
        AdmissionServer.start(
            AdmissionOptions.usual(
                    SERVICE + "." + namespace + ".svc", Set.of(TranslationOptions.BALLAST))
                .withPort(0),
            () -> World.EMPTY,
            credential,
            new SimpleMeterRegistry());
    var bundles = BundleKeeper.start(client, arguments[1], credential);
    System.out.println("webhook " + server.port() + " " + server.selfCall().orElse("well"));
    Runtime.getRuntime().addShutdownHook(new Thread(bundles::close));
    Thread.currentThread().join();
  }
}
