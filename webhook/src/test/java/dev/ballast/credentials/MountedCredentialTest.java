package dev.ballast.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.certificates.Authority;
import dev.ballast.certificates.Credential;
import dev.ballast.certificates.LeafRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mount as the kubelet makes it: files are links through {@code ..data}, which is swapped. */
class MountedCredentialTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final Authority authority =
      Authority.create("test", Duration.ofDays(2), Clock.systemUTC());

  private final Path mount;

  MountedCredentialTest(@TempDir Path mount) {
    this.mount = mount;
  }

  private Credential leaf() {
    return authority.issue(
        new LeafRequest(
            "w", List.of("localhost"), List.of(), LeafRequest.Purpose.SERVER, Duration.ofDays(1)),
        Clock.systemUTC());
  }

  private void mount(String version, String certificatePem, String keyPem) throws IOException {
    Path folder = Files.createDirectory(mount.resolve("..v" + version));
    Files.writeString(folder.resolve("tls.crt"), certificatePem);
    Files.writeString(folder.resolve("tls.key"), keyPem);
    Path link = mount.resolve("..data_tmp");
    Files.createSymbolicLink(link, folder.getFileName());
    Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String file : List.of("tls.crt", "tls.key")) {
      if (!Files.exists(mount.resolve(file))) {
        Files.createSymbolicLink(mount.resolve(file), Path.of("..data", file));
      }
    }
  }

  @Test
  void aSwappedMountIsReadAndAHalfOneIsNot() throws Exception {
    var first = leaf();
    mount("1", first.certificatePem(), first.keyPem());
    try (var mounted = MountedCredential.start(mount, SOON)) {
      assertThat(mounted.current().certificate()).isEqualTo(first.certificate());
      var next = new CompletableFuture<ServingCredential>();
      mounted.onChange(next::complete);

      mount("2", leaf().certificatePem(), first.keyPem());
      var third = leaf();
      mount("3", third.certificatePem() + authority.credential().certificatePem(), third.keyPem());

      assertThat(next.get(20, TimeUnit.SECONDS).chain())
          .containsExactly(third.certificate(), authority.credential().certificate());
      assertThat(mounted.current().certificate()).isEqualTo(third.certificate());
    }
  }

  @Test
  void aMountWithoutAPairIsSaidAtOnce() throws IOException {
    assertThatThrownBy(() -> MountedCredential.start(mount, SOON))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("tls.crt");
    mount("1", leaf().certificatePem(), leaf().keyPem());
    assertThatThrownBy(() -> MountedCredential.start(mount, SOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not belong");
  }
}
