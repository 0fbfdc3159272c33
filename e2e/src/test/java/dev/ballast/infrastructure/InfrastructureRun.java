package dev.ballast.infrastructure;

import dev.ballast.certificates.Authority;
import dev.ballast.engine.Engine;
import dev.ballast.manifest.ManifestLoader;
import dev.ballast.provider.directory.DirectoryProvider;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.MutualTls;
import dev.ballast.translation.TranslationOptions;
import dev.ballast.translation.Translator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The room by itself, inside the lab: reconciler and xDS server with mutual TLS; what Envoys get
 * comes from a directory. {@code InfrastructureRun ADDRESS KUBECONFIG DIRECTORY}.
 */
final class InfrastructureRun {
  private InfrastructureRun() {}

  public static void main(String[] arguments) throws Exception {
    var address = new InetSocketAddress(arguments[0], 18000);
    var authority = Authority.create("lab", Duration.ofDays(365), Clock.systemUTC());
    var options = InfrastructureOptions.in("ballast-system", "ballast.dev/gatewayclass-controller");
    var tls = new MutualTls();
    var credential = new XdsCredential(tls, options, Clock.systemUTC());
    credential.signedBy(authority, java.util.List.of(authority.credential().certificate()));
    var ads =
        new AdsServer(AdsOptions.onLoopback().withAddress(address).withMutualTls(tls)).start();
    var engine =
        new Engine(
                new Translator(new TranslationOptions(Set.of(TranslationOptions.BALLAST), Map.of()))
                    ::next)
            .listenedBy(
                published -> {
                  published.changed().forEach(ads::publish);
                  published.removed().forEach(ads::remove);
                });
    var provider =
        new DirectoryProvider(
            Path.of(arguments[2]),
            ManifestLoader.bundled(),
            new SimpleMeterRegistry(),
            changes -> engine.submit(changes));
    engine.start();
    provider.start();
    var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Files.readString(Path.of(arguments[1]))))
            .build();
    var operator = new Operator(overrider -> overrider.withKubernetesClient(client));
    operator.register(
        new GatewayInfrastructure(
            options, () -> Optional.of(authority), () -> true, Clock.systemUTC()));
    operator.start();
    // Ends with whoever started it.
    System.in.transferTo(OutputStream.nullOutputStream());
    operator.stop();
    provider.close();
    engine.close();
    ads.close();
    credential.close();
  }
}
