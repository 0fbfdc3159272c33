package dev.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.Credential;
import dev.ballast.certificates.LeafRequest;
import dev.ballast.certificates.LeafRequest.Purpose;
import dev.ballast.e2e.Lab;
import dev.ballast.envoy.EnvoyBinary;
import dev.ballast.envoy.EnvoyProcess;
import dev.ballast.serving.AdsOptions;
import dev.ballast.serving.AdsServer;
import dev.ballast.serving.EnvoyIdentity;
import dev.ballast.serving.MutualTls;
import dev.ballast.snapshot.Snapshot;
import dev.ballast.standalone.EnvoyBootstrap;
import dev.ballast.standalone.EnvoyTls;
import dev.ballast.world.ObjectId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Envoy that proves itself with files, laid out and exchanged as the kubelet does it. */
class EnvoyTlsTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final String SERVER = "ballast-xds.ballast-system.svc";
  private static final ObjectId EDGE = new ObjectId("shop", "edge");

  private final Authority ours = Authority.create("ours", Duration.ofDays(10), NOW);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MutualTls tls = new MutualTls();
  private final Path folder;
  private AdsServer server;
  private int versions;

  EnvoyTlsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("keys"));
    Files.createDirectories(folder.resolve("settings"));
    presentedBy(ours);
    server = serve(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AdsServer serve(int port) throws IOException {
    var next =
        new AdsServer(AdsOptions.onLoopback().withPort(port).withMutualTls(tls).withMeters(meters))
            .start();
    next.publish(EDGE, Snapshot.EMPTY);
    return next;
  }

  private void presentedBy(Authority authority) {
    var leaf =
        authority.issue(
            new LeafRequest("xds", List.of(SERVER), List.of(), Purpose.SERVER, Duration.ofDays(1)),
            NOW);
    tls.present(List.of(leaf.certificate()), leaf.key());
    tls.trust(List.of(authority.credential().certificate()));
  }

  private static Credential envoyOf(ObjectId gateway, Authority signer, Clock clock) {
    return signer.issue(
        new LeafRequest(
            "envoy",
            List.of(),
            List.of(EnvoyIdentity.uri(gateway)),
            Purpose.CLIENT,
            Duration.ofDays(1)),
        clock);
  }

  @Test
  void isServedWithItsGatewaysCertificateAndReadsTheNextOne() throws IOException {
    give(envoyOf(EDGE, ours, NOW), ours);
    try (var envoy = start()) {
      envoy.awaitLive(Duration.ofSeconds(30));

      // Another authority: the Envoy's files first, then the server, which also hangs up.
      var next = Authority.create("next", Duration.ofDays(10), NOW);
      give(envoyOf(EDGE, next, NOW), next);
      int port = server.port();
      server.close();
      presentedBy(next);
      server = serve(port);
      Lab.await("the Envoy to be back", () -> !server.statuses().isEmpty());
    }
  }

  @Test
  void isRefusedWithTheCertificateOfAnotherGateway() throws IOException {
    give(envoyOf(new ObjectId("shop", "other"), ours, NOW), ours);
    isRefused("other_gateway");
  }

  @Test
  void isRefusedWithTheCertificateOfAnotherAuthority() throws IOException {
    give(envoyOf(EDGE, Authority.create("ours", Duration.ofDays(10), NOW), NOW), ours);
    isRefused("unknown_authority");
  }

  @Test
  void isRefusedWhenItsCertificateHasExpired() throws IOException {
    give(envoyOf(EDGE, ours, Clock.offset(NOW, Duration.ofDays(-2))), ours);
    isRefused("expired");
  }

  @Test
  void doesNotTalkToAServerItDoesNotKnow() throws IOException {
    give(envoyOf(EDGE, ours, NOW), Authority.create("other", Duration.ofDays(10), NOW));
    isRefused("handshake");
  }

  private void isRefused(String reason) throws IOException {
    var counter = meters.get("ballast.ads.refused").tag("reason", reason).counter();
    try (var envoy = start()) {
      Lab.await("an Envoy to be refused: " + reason, () -> counter.count() >= 2);
      assertThat(envoy.isAlive()).isTrue();
      assertThat(server.statuses()).isEmpty();
    }
    double all =
        meters.find("ballast.ads.refused").counters().stream().mapToDouble(c -> c.count()).sum();
    assertThat(all).as("nothing else is counted").isEqualTo(counter.count());
  }

  private EnvoyProcess start() throws IOException {
    var files =
        new EnvoyTls(
            SERVER, folder.resolve("settings").toString(), folder.resolve("keys").toString());
    for (var file : files.files().entrySet()) {
      Files.writeString(folder.resolve("settings").resolve(file.getKey()), file.getValue());
    }
    return EnvoyProcess.start(
        EnvoyBinary.find(),
        EnvoyBootstrap.local(EDGE.toString(), "one", server.port()).withTls(files).yaml(),
        folder.resolve("envoy"),
        1);
  }

  /** A new folder, and a link to it that takes the old one's place at once. */
  private void give(Credential credential, Authority trusted) throws IOException {
    Path keys = folder.resolve("keys");
    Path next = Files.createDirectory(keys.resolve("..version-" + versions++));
    Files.writeString(next.resolve("tls.crt"), credential.certificatePem());
    Files.writeString(next.resolve("tls.key"), credential.keyPem());
    Files.writeString(next.resolve("ca.crt"), trusted.credential().certificatePem());
    Path link = Files.createSymbolicLink(keys.resolve("..data_tmp"), next.getFileName());
    Files.move(link, keys.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String name : List.of("tls.crt", "tls.key", "ca.crt")) {
      Path file = keys.resolve(name);
      if (!Files.isSymbolicLink(file)) {
        Files.createSymbolicLink(file, Path.of("..data", name));
      }
    }
  }
}
