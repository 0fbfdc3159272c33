package dev.ballast.lab.toolbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolboxTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);

  private final Path folder;

  ToolboxTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatIsProvidedIsNotBuilt() throws IOException {
    Path assets = Files.createDirectories(folder.resolve("assets"));
    for (String name : Toolbox.names()) {
      script(assets.resolve(name), "exit 0");
    }
    Toolbox toolbox =
        Toolbox.open(
            Map.of("KUBEBUILDER_ASSETS", assets.toString(), "BALLAST_CACHE", folder.toString()),
            progress);
    assertThat(toolbox.path("kubectl")).isEqualTo(assets.resolve("kubectl"));
    assertThat(said.size()).isZero();
  }

  @Test
  void anOldGoIsSaidInOneLine() throws IOException {
    script(folder.resolve("go"), "echo go1.19.8");
    assertThatThrownBy(this::requireGo)
        .isInstanceOf(ToolboxUnavailableException.class)
        .hasMessageContaining("Go 1.26.0 or newer; found: go1.19.8")
        .hasMessageContaining("KUBEBUILDER_ASSETS");
  }

  @Test
  void noGoIsSaidInOneLine() {
    assertThatThrownBy(this::requireGo)
        .isInstanceOf(ToolboxUnavailableException.class)
        .hasMessageContaining("there is no `go` on the PATH");
  }

  @Test
  void versionsComeFromTheModules() {
    assertThat(GoModule.KUBERNETES.version()).isEqualTo("v1.37.2");
    assertThat(GoModule.ETCD.version()).isEqualTo("v3.6.16");
    assertThat(GoModule.HELM.cacheName()).isEqualTo("helm-v3.22.0");
    assertThat(Tool.KUBECTL.linkerFlags()).contains("gitVersion=v1.37.2", "gitMinor=37");
  }

  private void requireGo() throws IOException, InterruptedException {
    new Go(Map.of(), progress, folder.resolve("go").toString())
        .requireVersion(GoModule.ETCD, folder);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
