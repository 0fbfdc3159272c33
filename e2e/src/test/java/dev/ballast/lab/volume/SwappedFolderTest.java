package dev.ballast.lab.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.lab.volume.SwappedFolder.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwappedFolderTest {
  private final Path folder;

  SwappedFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everythingChangesByOneRename() throws IOException {
    var swapped = new SwappedFolder(folder);
    swapped.write(Map.of("a", file("1"), "deep/b", file("1")));
    Path before = folder.resolve("..data").toRealPath();
    assertThat(folder.resolve("a")).hasContent("1");
    assertThat(folder.resolve("deep/b")).hasContent("1");
    assertThat(Files.readSymbolicLink(folder.resolve("a"))).hasToString("..data/a");

    swapped.write(Map.of("a", file("2"), "c", file("2")));
    assertThat(folder.resolve("a")).hasContent("2");
    assertThat(folder.resolve("c")).hasContent("2");
    assertThat(folder.resolve("deep")).doesNotExist();
    assertThat(before).doesNotExist();
  }

  @Test
  void whatIsTheSameIsNotTouched() throws IOException {
    var swapped = new SwappedFolder(folder);
    swapped.write(Map.of("a", file("1")));
    Path before = folder.resolve("..data").toRealPath();
    swapped.write(Map.of("a", file("1")));
    assertThat(folder.resolve("..data").toRealPath()).isEqualTo(before);
  }

  @Test
  void filesHaveTheirMode() throws IOException {
    new SwappedFolder(folder).write(Map.of("key", new Content("1".getBytes(UTF_8), 0400)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("r--------");
  }

  @Test
  void wordsAreFilledIn() {
    assertThat(
            EnvironmentOf.expand(
                List.of("--at=$(IP):$(PORT)", "$$(IP)", "$(NONE)", "$IP"),
                Map.of("IP", "10.1.2.3", "PORT", "80")))
        .containsExactly("--at=10.1.2.3:80", "$(IP)", "$(NONE)", "$IP");
  }

  private static Content file(String text) {
    return new Content(text.getBytes(UTF_8), 0644);
  }
}
