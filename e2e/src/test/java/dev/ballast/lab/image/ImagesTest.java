package dev.ballast.lab.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.HelloImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
  private final Path folder;

  ImagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "envoy, envoy",
    "envoyproxy/envoy:distroless-v1.40.0, envoy",
    "localhost:5000/team/ballast:0.1@sha256:abc, ballast",
    "localhost:5000/ballast, ballast"
  })
  void onlyTheNameCounts(String reference, String name) {
    assertThat(Images.name(reference)).isEqualTo(name);
  }

  @Test
  void aLayoutBecomesAnImage() throws IOException {
    Image image = ImageLayout.unpack(HelloImage.write(folder), folder.resolve("unpacked"));
    assertThat(image.entrypoint()).isEqualTo(List.of("/bin/sh", "/app/hello.sh"));
    assertThat(image.arguments()).isEqualTo(List.of("nobody"));
    assertThat(image.environment()).containsEntry("GREETING", "hello").containsKey("PATH");
    assertThat(image.folders()).containsOnlyKeys("/app");
  }

  @Test
  void aFolderIsOpenedForAMountThatItLacks() throws IOException {
    Path app = Files.createDirectories(folder.resolve("image/app/lib"));
    var image =
        new Image(
            List.of("run"),
            List.of(),
            Map.of(),
            "/",
            Map.of("/app", app.getParent()),
            Optional.empty());
    Path volume = Files.createDirectories(folder.resolve("volume"));
    RootFolder root = RootFolder.create(folder.resolve("root"), image);
    root.mount("/app/config/live", volume);
    String table = root.fstab();
    assertThat(table)
        .contains(folder.resolve("root/app/lib") + " none rbind")
        .contains(volume + " " + folder.resolve("root/app/config/live") + " none rbind")
        .doesNotContain(folder.resolve("root/app") + " none");
  }
}
